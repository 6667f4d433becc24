using System.Text.Json.Serialization;
using Refit;

namespace Outlier.Executor.Twilio;

/// <summary>The calls of Twilio's REST API that the executor makes. All of them only read. The caller parses the answers.</summary>
internal interface ITwilioApi
{
    /// <summary>Reads a page of an account's messages with a filter.</summary>
    [Get("/2010-04-01/Accounts/{account}/Messages.json")]
    Task<HttpResponseMessage> ListMessagesAsync(
        string account, [Query] IDictionary<string, string> filter, [Authorize("Basic")] string credentials, CancellationToken cancellationToken);

    /// <summary>Reads one message.</summary>
    [Get("/2010-04-01/Accounts/{account}/Messages/{sid}.json")]
    Task<HttpResponseMessage> ReadMessageAsync(string account, string sid, [Authorize("Basic")] string credentials, CancellationToken cancellationToken);
}

/// <summary>The page of the message log to read.</summary>
/// <param name="From">Sender. Null: any.</param>
/// <param name="To">Recipient. Null: any.</param>
/// <param name="Since">First day, in UTC as Twilio counts days. Null: no limit.</param>
/// <param name="PageSize">At most 1000.</param>
/// <param name="Page">Address of the page, from Twilio's answer. Null: the first page.</param>
internal sealed record WantedMessages(string? From, string? To, string? Since, int PageSize, string? Page);

/// <summary>The message to read.</summary>
internal sealed record WantedMessage(string Sid);

/// <summary>The JSON format of the database's facts for calls to Twilio.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WantedMessages))]
[JsonSerializable(typeof(WantedMessage))]
internal sealed partial class TwilioJson : JsonSerializerContext;
