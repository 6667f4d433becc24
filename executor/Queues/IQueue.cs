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

    /// <summary>Does one item. What happens is a result.</summary>
    Task<TResult> PerformAsync(TItem item, CancellationToken token);

    /// <summary>The result of an item that is given back untouched.</summary>
    TResult Release(TItem item);

    /// <summary>The result of an item whose doing ended with an error of ours, perhaps after the call was made.</summary>
    TResult Broken(TItem item, string why);

    /// <summary>Hands in results.</summary>
    /// <returns>Those that must be handed in again, because somebody holds what they are about.</returns>
    Task<IReadOnlyList<TResult>> RecordAsync(IReadOnlyList<TResult> results, CancellationToken token);
}
