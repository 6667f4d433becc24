using System.Text.Json.Serialization;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Queues;

/// <summary>The facts about one call; the database decides what they mean.</summary>
internal sealed record SendResult(long Id, long ClaimId)
{
    /// <summary>The broadcast or campaign, for a result that comes when the message is gone.</summary>
    public long? Batch { get; init; }

    /// <summary>The number, for a result that comes when the message is gone.</summary>
    public string? To { get; init; }

    /// <summary>HTTP status; null where no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the request may have reached Missive.</summary>
    public bool Written { get; init; }

    /// <summary>Given back without a call.</summary>
    public bool Released { get; init; }

    public Guid? MissiveId { get; init; }

    public Guid? ConversationId { get; init; }

    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The answer's body, or what went wrong; only where the call did not succeed.</summary>
    public string? Body { get; init; }

    /// <summary>What the answer says of Missive's clock.</summary>
    public ServiceClock? Clock { get; init; }

    /// <summary>For its trace; null where none is wanted.</summary>
    [JsonIgnore]
    public TracedCall? Call { get; init; }
}
