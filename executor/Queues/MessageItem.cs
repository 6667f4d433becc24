namespace Outlier.Executor.Queues;

/// <summary>One message, and the claim that it came with.</summary>
/// <param name="Claim">With which it came.</param>
/// <param name="Id">In its queue.</param>
/// <param name="Message">What to send; null where it could not be read.</param>
/// <param name="Problem">Why it could not be read.</param>
internal sealed record MessageItem(ClaimedMessages Claim, long Id, ClaimedMessage? Message, string? Problem);
