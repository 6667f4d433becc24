using System.Text.Json.Serialization;

namespace Outlier.Executor.Requests;

/// <summary>JSON of requests between this program and the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClaimedRequests))]
[JsonSerializable(typeof(RequestResult))]
internal sealed partial class RequestJson : JsonSerializerContext;
