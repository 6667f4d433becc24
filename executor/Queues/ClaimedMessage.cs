namespace Outlier.Executor.Queues;

/// <summary>One message to send.</summary>
/// <param name="Id">Id in its queue.</param>
/// <param name="To">The person's number in E.164.</param>
/// <param name="Text">The text.</param>
/// <param name="Labels">Ids of Missive labels for the conversation.</param>
/// <param name="TraceId">Id of its trace. It exists even if traces are off.</param>
/// <param name="QueuedAt">Time at which it was queued.</param>
/// <param name="Batch">Id of its broadcast or campaign. Null if an older database does not say.</param>
/// <param name="StartWithinMilliseconds">Time after the claim in which the call must start, because of contact hours or expiry. Null: no limit.</param>
internal sealed record ClaimedMessage(
    long Id,
    string To,
    string Text,
    IReadOnlyList<Guid> Labels,
    string TraceId,
    DateTimeOffset QueuedAt,
    long? Batch = null,
    long? StartWithinMilliseconds = null);
