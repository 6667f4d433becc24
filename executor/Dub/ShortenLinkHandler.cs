using System.Text.Json;
using Microsoft.Extensions.Options;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Dub;

/// <summary>Gets the short link of an address.</summary>
internal sealed class ShortenLinkHandler(IDubApi dub, IOptions<DubOptions> options) : IRequestHandler
{
    public string Kind => "shorten_link";

    public bool IsConfigured => !string.IsNullOrEmpty(options.Value.ApiKey);

    public Task<HttpResponseMessage> CallAsync(JsonElement payload, CancellationToken token)
    {
        var link = payload.Deserialize(DubJson.Default.DubLink)! with { TagNames = options.Value.TagName is { Length: > 0 } tag ? [tag] : null };
        return dub.UpsertLinkAsync(link, options.Value.ApiKey!, token);
    }
}
