namespace Outlier.Executor.Database;

/// <summary>A doorbell: however often it is rung while nobody waits, it wakes the next wait once.</summary>
internal sealed class WakeSignal
{
    private readonly Lock gate = new();
    private TaskCompletionSource rung = Create();

    /// <summary>Rings.</summary>
    public void Set()
    {
        lock (gate)
        {
            rung.TrySetResult();
        }
    }

    /// <summary>Waits until it is rung, the limit has passed, or the token is cancelled; throws for none of them.</summary>
    /// <param name="limit">The longest wait; null: any.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="token">Ends the wait.</param>
    public async Task WaitAsync(TimeSpan? limit, TimeProvider time, CancellationToken token)
    {
        Task current;
        lock (gate)
        {
            current = rung.Task;
        }

        await current.WaitAsync(limit ?? Timeout.InfiniteTimeSpan, time, token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            if (rung.Task.IsCompleted)
            {
                rung = Create();
            }
        }
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
