namespace Outlier.Executor.Campaigns.Documents;

/// <summary>Everybody who carries a label, or has carried it since a time (unix seconds).</summary>
internal sealed record Segment(Guid Id, long? Since);
