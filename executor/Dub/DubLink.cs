namespace Outlier.Executor.Dub;

/// <summary>Body of <c>PUT /links/upsert</c>.</summary>
internal sealed record DubLink(string Url, IReadOnlyList<string>? TagNames = null);
