namespace Outlier.Executor.Telemetry;

/// <summary>One value of <c>api.read_metrics</c>.</summary>
internal sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Tags, double Value);
