using System.Text.Json.Serialization;

namespace Outlier.Simulator.Missive;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DraftEnvelope))]
[JsonSerializable(typeof(PostEnvelope))]
[JsonSerializable(typeof(ConversationsEnvelope))]
[JsonSerializable(typeof(LabelRequest))]
[JsonSerializable(typeof(LabelRequest[]))]
internal sealed partial class MissiveJsonContext : JsonSerializerContext;
