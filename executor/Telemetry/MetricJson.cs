using System.Text.Json.Serialization;

namespace Outlier.Executor.Telemetry;

/// <summary>JSON of metrics and traces from the database.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<MetricSample>))]
[JsonSerializable(typeof(IReadOnlyList<SettledMessage>))]
internal sealed partial class MetricJson : JsonSerializerContext;
