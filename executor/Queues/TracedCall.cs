namespace Outlier.Executor.Queues;

/// <summary>The facts of a call for its message's trace.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Message">The message.</param>
/// <param name="Began">Start of the call.</param>
/// <param name="Ended">End of the call.</param>
internal sealed record TracedCall(ClaimedMessages Claim, ClaimedMessage Message, DateTimeOffset Began, DateTimeOffset Ended);
