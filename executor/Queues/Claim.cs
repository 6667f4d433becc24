namespace Outlier.Executor.Queues;

/// <summary>What a worker has claimed, and when to ask again.</summary>
/// <param name="Items">What to do.</param>
/// <param name="WakeInMilliseconds">When more can be claimed; null: when notified.</param>
/// <param name="LeaseMilliseconds">How long the claim is valid.</param>
internal sealed record Claim<TItem>(IReadOnlyList<TItem> Items, long? WakeInMilliseconds, long LeaseMilliseconds);
