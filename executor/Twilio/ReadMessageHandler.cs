using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Twilio;

/// <summary>One message of the log.</summary>
internal sealed class ReadMessageHandler(ITwilioApi twilio, IOptions<TwilioOptions> options) : IRequestHandler
{
    public string Kind => "read_message";

    public bool IsConfigured => options.Value.IsConfigured;

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token) => twilio.ReadMessageAsync(
        options.Value.AccountSid!, payload.Deserialize(TwilioJson.Default.WantedMessage)!.Sid, options.Value.Credentials, token);
}
