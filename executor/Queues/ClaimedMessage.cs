namespace Outlier.Executor.Queues;

/// <summary>One message to send.</summary>
/// <param name="Id">In its queue.</param>
/// <param name="To">The number, in E.164.</param>
/// <param name="Text">What it says.</param>
/// <param name="Labels">Missive labels for its conversation.</param>
/// <param name="TraceId">Its trace, whether anybody traces it or not.</param>
/// <param name="QueuedAt">Since when it has been in the queue.</param>
/// <param name="Batch">The broadcast or campaign that it belongs to; null: the database is older and does not tell.</param>
/// <param name="StartWithinMilliseconds">How long after the claim the call may start: then contact hours close, or the batch expires. Null: as long as the claim is valid.</param>
internal sealed record ClaimedMessage(
    long Id,
    string To,
    string Text,
    IReadOnlyList<Guid> Labels,
    string TraceId,
    DateTimeOffset QueuedAt,
    long? Batch = null,
    long? StartWithinMilliseconds = null);
