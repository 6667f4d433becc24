using System.Text.Json.Serialization;

namespace Outlier.Executor.Telemetry;

/// <summary>JSON of metrics from the database.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<MetricSample>))]
internal sealed partial class MetricJson : JsonSerializerContext;
