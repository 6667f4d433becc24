namespace Outlier.Executor.Campaigns.Documents;

/// <summary>Segments to count.</summary>
internal sealed record SegmentsRequest(Segments Segments);
