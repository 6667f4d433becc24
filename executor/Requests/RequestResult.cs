using System.Text.Json;
using System.Text.Json.Serialization;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Requests;

/// <summary>The facts about one call; the database decides what they mean.</summary>
internal sealed record RequestResult(long Id, long ClaimId)
{
    /// <summary>Which call it was, for a result that comes when the request is gone.</summary>
    public string? Kind { get; init; }

    /// <summary>What the call was made with, for a result that comes when the request is gone.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>HTTP status; null where no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the request may have reached the other side.</summary>
    public bool Written { get; init; }

    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The answer's body, or what went wrong.</summary>
    public string? Body { get; init; }

    /// <summary>Given back without a call.</summary>
    public bool Released { get; init; }

    /// <summary>The service is not configured here.</summary>
    public bool Unavailable { get; init; }

    /// <summary>What the answer says of the other side's clock.</summary>
    public ServiceClock? Clock { get; init; }
}

/// <summary>Calls that are this worker's to make, when to ask again, and how long the claim is valid.</summary>
internal sealed record ClaimedRequests(IReadOnlyList<ClaimedRequest> Requests, long? WakeInMilliseconds, long LeaseMilliseconds);

/// <summary>One call to make.</summary>
/// <param name="Id">The request's id.</param>
/// <param name="ClaimId">Names the claim; the result carries it.</param>
/// <param name="Kind">Which call.</param>
/// <param name="Payload">The facts that the call needs.</param>
internal sealed record ClaimedRequest(long Id, long ClaimId, string Kind, JsonElement Payload);

/// <summary>JSON of requests between this program and the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClaimedRequests))]
[JsonSerializable(typeof(RequestResult))]
internal sealed partial class RequestJson : JsonSerializerContext;
