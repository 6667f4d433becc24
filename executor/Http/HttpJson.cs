using System.Text.Json.Serialization;

namespace Outlier.Executor.Http;

/// <summary>JSON of our own answers; most come from the database as they are.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class HttpJson : JsonSerializerContext;
