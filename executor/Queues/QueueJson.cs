using System.Text.Json.Serialization;
using Outlier.Executor.Database;

namespace Outlier.Executor.Queues;

/// <summary>The JSON format of claims and results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClaimedMessages))]
[JsonSerializable(typeof(IReadOnlyList<SendResult>))]
[JsonSerializable(typeof(ClaimedMessage))]
[JsonSerializable(typeof(RecordedMessages))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(DatabaseVersion))]
internal sealed partial class QueueJson : JsonSerializerContext;
