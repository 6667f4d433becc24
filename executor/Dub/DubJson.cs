using System.Text.Json.Serialization;

namespace Outlier.Executor.Dub;

/// <summary>JSON on Dub's wire, and of the database's facts for it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DubLink))]
internal sealed partial class DubJson : JsonSerializerContext;
