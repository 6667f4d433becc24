namespace Outlier.Executor.Http;

/// <summary>An empty object: it is done, and there is nothing to tell.</summary>
internal sealed record Nothing;
