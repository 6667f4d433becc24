using System.Text.Json.Serialization;
using Outlier.Executor.Calls;

namespace Outlier.Executor.Queues;

/// <summary>The facts about one call. The database decides the outcome.</summary>
internal sealed record SendResult(long Id, long ClaimId)
{
    /// <summary>Id of the broadcast or campaign, for a result that arrives after the message has left the queue.</summary>
    public long? Batch { get; init; }

    /// <summary>The person's number, for a result that arrives after the message has left the queue.</summary>
    public string? To { get; init; }

    /// <summary>HTTP status. Null if no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the request may have reached Missive.</summary>
    public bool Written { get; init; }

    /// <summary>Whether the message was released without a call.</summary>
    public bool Released { get; init; }

    public Guid? MissiveId { get; init; }

    public Guid? ConversationId { get; init; }

    /// <summary>Seconds of the answer's Retry-After.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The answer's body, or the error. Null if the call succeeded.</summary>
    public string? Body { get; init; }

    /// <summary>Missive's clock according to the answer.</summary>
    public ServiceClock? Clock { get; init; }

    /// <summary>The call's facts for the trace. Null if traces are off.</summary>
    [JsonIgnore]
    public TracedCall? Call { get; init; }
}

/// <summary>The facts of a call for its message's trace.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Message">The message.</param>
/// <param name="Began">Start of the call.</param>
/// <param name="Ended">End of the call.</param>
internal sealed record TracedCall(ClaimedMessages Claim, ClaimedMessage Message, DateTimeOffset Began, DateTimeOffset Ended);

/// <summary>The database's answer to recorded results.</summary>
/// <param name="Counted">Messages whose results counted, because their claims are still valid.</param>
/// <param name="Waiting">Messages whose broadcast or campaign another session has locked. Their results must be recorded again.</param>
internal sealed record RecordedMessages(IReadOnlyList<long> Counted, IReadOnlyList<long> Waiting);
