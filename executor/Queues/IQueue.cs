namespace Outlier.Executor.Queues;

/// <summary>Work that the database hands out under a lease, and what doing one item means.</summary>
/// <typeparam name="TItem">One thing to do.</typeparam>
/// <typeparam name="TResult">The facts about it afterwards.</typeparam>
internal interface IQueue<TItem, TResult>
{
    /// <summary>As notifications call it.</summary>
    string Name { get; }

    /// <summary>Claims up to <paramref name="limit"/> items for a worker.</summary>
    Task<Claim<TItem>> ClaimAsync(string worker, int limit, CancellationToken token);

    /// <summary>Does one item. Whatever happens is a result; it never throws.</summary>
    Task<TResult> PerformAsync(TItem item, CancellationToken token);

    /// <summary>The result of an item that is given back untouched.</summary>
    TResult Release(TItem item);

    /// <summary>Hands in results; returns how many counted.</summary>
    Task<int> RecordAsync(IReadOnlyList<TResult> results, CancellationToken token);
}
