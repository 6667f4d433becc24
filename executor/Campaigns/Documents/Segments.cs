namespace Outlier.Executor.Campaigns.Documents;

/// <summary>Who is meant: <c>included</c> without <c>excluded</c>. Each is a segment, or a list of segments and lists: one of the list must hold, of an inner list all.</summary>
internal sealed record Segments(object Included, object? Excluded);
