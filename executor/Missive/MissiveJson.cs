using System.Text.Json.Serialization;

namespace Outlier.Executor.Missive;

/// <summary>JSON on Missive's wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DraftRequest))]
[JsonSerializable(typeof(DraftAnswer))]
[JsonSerializable(typeof(LabelsRequest))]
[JsonSerializable(typeof(PostRequest))]
internal sealed partial class MissiveJson : JsonSerializerContext;
