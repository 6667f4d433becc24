using System.Text.Json;
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
