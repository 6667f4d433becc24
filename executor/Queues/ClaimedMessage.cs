namespace Outlier.Executor.Queues;

/// <summary>One message to send.</summary>
internal sealed record ClaimedMessage(long Id, string To, string Text, IReadOnlyList<Guid> Labels);
