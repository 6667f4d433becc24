using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Lookup;

/// <summary>Has the lookup service renew what it knows of a conversation.</summary>
internal sealed class RefreshLookupHandler(ILookupApi lookup, IOptions<LookupOptions> options) : IRequestHandler
{
    public string Kind => "refresh_lookup";

    public bool IsConfigured => options.Value.IsConfigured;

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token)
    {
        var wanted = payload.Deserialize(LookupJson.Default.WantedRefresh)!;
        return lookup.RefreshAsync(
            wanted.Conversation, wanted.Reference, options.Value.Token is { Length: > 0 } secret ? $"Bearer {secret}" : null, token);
    }
}
