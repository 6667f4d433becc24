using System.Text.Json.Serialization;

namespace Outlier.Executor.Status;

/// <summary>JSON of <c>api.read_status</c>, and of <c>outlier status --json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class StatusJson : JsonSerializerContext;
