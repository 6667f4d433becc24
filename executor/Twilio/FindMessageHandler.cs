using System.Text.Json;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Twilio;

/// <summary>A page of what went to one person, to look for a message whose answer was lost.</summary>
internal sealed class FindMessageHandler(MessageLog log) : IRequestHandler
{
    public string Kind => "find_message";

    public bool IsConfigured => log.IsConfigured;

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token) => log.ReadPageAsync(payload, token);
}
