namespace Outlier.Executor.Queues;

/// <summary>One message and its claim.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Id">Id in its queue.</param>
/// <param name="Message">The message. Null if it could not be parsed.</param>
/// <param name="Problem">Why it could not be parsed.</param>
internal sealed record MessageItem(ClaimedMessages Claim, long Id, ClaimedMessage? Message, string? Problem);
