using System.Text.Json.Serialization;

namespace Outlier.Executor.Telemetry;

/// <summary>One value of <c>api.read_metrics</c>.</summary>
internal sealed record MetricSample(string Name, IReadOnlyDictionary<string, string> Tags, double Value);

/// <summary>A settled message of <c>api.settled_messages</c>.</summary>
/// <param name="TraceId">Id of its trace. Null if it never was in a queue.</param>
/// <param name="Delivery"><c>delivered</c> or <c>failed</c>.</param>
/// <param name="Status">Twilio's status.</param>
/// <param name="ErrorCode">Twilio's error code. Null if there is none.</param>
/// <param name="AcceptedAt">Time at which Missive's acceptance was recorded.</param>
/// <param name="SettledAt">Time at which the delivery was recorded.</param>
internal sealed record SettledMessage(
    string? TraceId, string Delivery, string? Status, int? ErrorCode, DateTimeOffset AcceptedAt, DateTimeOffset SettledAt);

/// <summary>The JSON format of the database's metrics and traces.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<MetricSample>))]
[JsonSerializable(typeof(IReadOnlyList<SettledMessage>))]
internal sealed partial class MetricJson : JsonSerializerContext;
