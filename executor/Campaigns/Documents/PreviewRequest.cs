namespace Outlier.Executor.Campaigns.Documents;

/// <summary>A campaign that is being thought of.</summary>
internal sealed record PreviewRequest(Segments Segments, string? FirstMessage, string? SecondMessage, int? Delay, long? RunAt);
