namespace Outlier.Executor.Queues;

/// <summary>A queue of work that the database leases to executors.</summary>
/// <typeparam name="TItem">Type of a claimed item.</typeparam>
/// <typeparam name="TResult">Type of the result of an item.</typeparam>
internal interface IQueue<TItem, TResult>
{
    /// <summary>The queue's name in notifications.</summary>
    string Name { get; }

    /// <summary>Claims up to <paramref name="limit"/> items for a worker.</summary>
    Task<Claim<TItem>> ClaimAsync(string worker, int limit, CancellationToken token);

    /// <summary>Processes one item. Failures are results, too.</summary>
    Task<TResult> PerformAsync(TItem item, CancellationToken token);

    /// <summary>The result of an item that is released without a call.</summary>
    TResult Release(TItem item);

    /// <summary>The result of an item that failed with an internal error, possibly after the call was made.</summary>
    TResult Broken(TItem item, string why);

    /// <summary>Records results.</summary>
    /// <returns>The results that must be recorded again, because another session holds a lock on their rows.</returns>
    Task<IReadOnlyList<TResult>> RecordAsync(IReadOnlyList<TResult> results, CancellationToken token);
}

/// <summary>The items that a worker has claimed.</summary>
/// <param name="Items">The claimed items.</param>
/// <param name="WakeInMilliseconds">Time until the next claim is useful, in milliseconds. Null: wait for a notification.</param>
/// <param name="LeaseMilliseconds">Length of the lease, in milliseconds.</param>
internal sealed record Claim<TItem>(IReadOnlyList<TItem> Items, long? WakeInMilliseconds, long LeaseMilliseconds);
