using System.Text.Json.Serialization;
using Refit;

namespace Outlier.Executor.Twilio;

/// <summary>The calls of Twilio's REST API that we make; all of them read. Answers are read by the caller, whatever their status and form.</summary>
internal interface ITwilioApi
{
    /// <summary>A page of the messages of an account, by what is in <paramref name="filter"/>.</summary>
    [Get("/2010-04-01/Accounts/{account}/Messages.json")]
    Task<HttpResponseMessage> ListMessagesAsync(
        string account, [Query] IDictionary<string, string> filter, [Authorize("Basic")] string credentials, CancellationToken cancellationToken);

    /// <summary>One message.</summary>
    [Get("/2010-04-01/Accounts/{account}/Messages/{sid}.json")]
    Task<HttpResponseMessage> ReadMessageAsync(string account, string sid, [Authorize("Basic")] string credentials, CancellationToken cancellationToken);
}

/// <summary>Which page of the log is wanted.</summary>
/// <param name="From">Our number; null: from everybody.</param>
/// <param name="To">A person's, or ours for what came in; null: to everybody.</param>
/// <param name="Since">A day, as Twilio counts them; null: from the beginning.</param>
/// <param name="PageSize">At most 1000.</param>
/// <param name="Page">The page's address as Twilio gave it; null: the first.</param>
internal sealed record WantedMessages(string? From, string? To, string? Since, int PageSize, string? Page);

/// <summary>Which message is wanted.</summary>
internal sealed record WantedMessage(string Sid);

/// <summary>The database's facts for calls to Twilio.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WantedMessages))]
[JsonSerializable(typeof(WantedMessage))]
internal sealed partial class TwilioJson : JsonSerializerContext;
