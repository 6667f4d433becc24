using System.Text.Json;
using System.Text.Json.Serialization;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Requests;

/// <summary>The facts about one call. The database decides the outcome.</summary>
internal sealed record RequestResult(long Id, long ClaimId)
{
    /// <summary>Kind of the call, for a result that arrives after the request was deleted.</summary>
    public string? Kind { get; init; }

    /// <summary>Payload of the call, for a result that arrives after the request was deleted.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>HTTP status. Null if no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the request may have reached the service.</summary>
    public bool Written { get; init; }

    /// <summary>Seconds of the answer's Retry-After.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The answer's body, or the error.</summary>
    public string? Body { get; init; }

    /// <summary>Whether the request was released without a call.</summary>
    public bool Released { get; init; }

    /// <summary>Whether the service is not configured in this executor.</summary>
    public bool Unavailable { get; init; }

    /// <summary>The service's clock according to the answer.</summary>
    public ServiceClock? Clock { get; init; }
}

/// <summary>A claim of requests.</summary>
internal sealed record ClaimedRequests(IReadOnlyList<ClaimedRequest> Requests, long? WakeInMilliseconds, long LeaseMilliseconds);

/// <summary>One call to make.</summary>
/// <param name="Id">Id of the request.</param>
/// <param name="ClaimId">Id of the claim. The result carries it.</param>
/// <param name="Kind">Kind of the call.</param>
/// <param name="Payload">Facts for the call.</param>
internal sealed record ClaimedRequest(long Id, long ClaimId, string Kind, JsonElement Payload);

/// <summary>The JSON format of requests and their results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClaimedRequests))]
[JsonSerializable(typeof(RequestResult))]
internal sealed partial class RequestJson : JsonSerializerContext;
