namespace Outlier.Executor.Queues;

/// <summary>The items that a worker has claimed.</summary>
/// <param name="Items">The claimed items.</param>
/// <param name="WakeInMilliseconds">Time until the next claim is useful, in milliseconds. Null: wait for a notification.</param>
/// <param name="LeaseMilliseconds">Length of the lease, in milliseconds.</param>
internal sealed record Claim<TItem>(IReadOnlyList<TItem> Items, long? WakeInMilliseconds, long LeaseMilliseconds);
