namespace Outlier.Simulator.Dub;

/// <summary>A short link as JSON.</summary>
internal sealed record Link(
    string Id,
    string Domain,
    string Key,
    string Url,
    string ShortLink,
    string? ExternalId,
    LinkTag[] Tags,
    int Clicks,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
