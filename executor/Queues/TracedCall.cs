namespace Outlier.Executor.Queues;

/// <summary>A call whose message's trace is wanted.</summary>
/// <param name="Claim">With which it came.</param>
/// <param name="Message">What was sent.</param>
/// <param name="Began">The call.</param>
/// <param name="Ended">The call.</param>
internal sealed record TracedCall(ClaimedMessages Claim, ClaimedMessage Message, DateTimeOffset Began, DateTimeOffset Ended);
