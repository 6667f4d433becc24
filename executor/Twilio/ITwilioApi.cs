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
