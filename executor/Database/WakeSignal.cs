namespace Outlier.Executor.Database;

/// <summary>A signal that wakes one waiter. Several signals while nobody waits wake the next wait once.</summary>
internal sealed class WakeSignal
{
    private readonly Lock gate = new();
    private TaskCompletionSource rung = Create();

    /// <summary>Sends the signal.</summary>
    public void Set()
    {
        lock (gate)
        {
            rung.TrySetResult();
        }
    }

    /// <summary>Waits for the signal, the limit or the token's cancellation. It throws for none of them.</summary>
    /// <param name="limit">Longest wait. Null: no limit.</param>
    /// <param name="time">Clock of the limit.</param>
    /// <param name="token">Cancels the wait.</param>
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
