using System.Text.Json;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Twilio;

/// <summary>A page of what went out from one of our numbers, or came in, to learn what a failover of the database has lost.</summary>
internal sealed class ListLostSpanHandler(MessageLog log) : IRequestHandler
{
    public string Kind => "list_lost_span";

    public bool IsConfigured => log.IsConfigured;

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token) => log.ReadPageAsync(payload, token);
}
