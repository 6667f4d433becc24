using System.Text.Json.Serialization;

namespace Outlier.Executor.Telemetry;

/// <summary>One value of <c>api.read_metrics</c>.</summary>
internal sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Tags, double Value);

/// <summary>A message of which <c>api.settled_messages</c> tells what became of it.</summary>
/// <param name="TraceId">Its trace; null where it never was in a queue.</param>
/// <param name="Delivery"><c>delivered</c> or <c>failed</c>.</param>
/// <param name="Status">Twilio's word.</param>
/// <param name="ErrorCode">Twilio's code, where it failed with one.</param>
/// <param name="AcceptedAt">When Missive's acceptance was recorded.</param>
/// <param name="SettledAt">When this was learned.</param>
internal sealed record SettledMessage(
    string? TraceId, string Delivery, string? Status, int? ErrorCode, DateTimeOffset AcceptedAt, DateTimeOffset SettledAt);

/// <summary>JSON of metrics and traces from the database.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<MetricSample>))]
[JsonSerializable(typeof(IReadOnlyList<SettledMessage>))]
internal sealed partial class MetricJson : JsonSerializerContext;
