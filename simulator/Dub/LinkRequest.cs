using System.Text.Json;

namespace Outlier.Simulator.Dub;

internal sealed record LinkRequest(string? Url, string? Domain, string? Key, string? ExternalId, JsonElement? TagNames)
{
    /// <summary>The tag names. The request may carry one string or an array.</summary>
    public string[] Tags() => TagNames switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Select(name => name.ToString())],
        _ => [],
    };
}
