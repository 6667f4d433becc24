using Outlier.Executor.Queues;

namespace Outlier.Executor.Missive;

/// <summary>One message, and the claim that it came with.</summary>
internal sealed record MessageItem(ClaimedMessages Claim, ClaimedMessage Message);
