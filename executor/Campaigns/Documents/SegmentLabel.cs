namespace Outlier.Executor.Campaigns.Documents;

/// <summary>A label that segments can be made of.</summary>
internal sealed record SegmentLabel(Guid Id, string Name);
