using System.Text.Json;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Twilio;

/// <summary>A page of what went to one person, for messages whose id nobody knows.</summary>
internal sealed class ReadPersonHandler(MessageLog log) : IRequestHandler
{
    public string Kind => "read_person";

    public bool IsConfigured => log.IsConfigured;

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token) => log.ReadPageAsync(payload, token);
}
