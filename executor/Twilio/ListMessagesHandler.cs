using System.Text.Json;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Twilio;

/// <summary>A page of what was sent from our number.</summary>
internal sealed class ListMessagesHandler(MessageLog log) : IRequestHandler
{
    public string Kind => "list_messages";

    public bool IsConfigured => log.IsConfigured;

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token) => log.ReadPageAsync(payload, token);
}
