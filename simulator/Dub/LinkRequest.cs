using System.Text.Json;

namespace Outlier.Simulator.Dub;

internal sealed record LinkRequest(string? Url, string? Domain, string? Key, string? ExternalId, JsonElement? TagNames)
{
    /// <summary>The names may come as one string or as an array.</summary>
    public string[] Tags() => TagNames switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Select(name => name.ToString())],
        _ => [],
    };
}
