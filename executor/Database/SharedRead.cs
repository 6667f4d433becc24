namespace Outlier.Executor.Database;

/// <summary>
/// Makes one read for all callers that wait at the same time. A caller never gets a read that began before its call, so it sees its own
/// changes. At most one read runs.
/// </summary>
/// <param name="read">The read. It must not depend on its caller.</param>
internal sealed class SharedRead<T>(Func<CancellationToken, Task<T>> read)
{
    private readonly Lock gate = new();
    private Task<T>? running;
    private Task<T>? next;

    /// <summary>Returns the result of a read that begins after this call.</summary>
    /// <param name="token">Cancels the wait. The read goes on for the other callers.</param>
    public Task<T> GetAsync(CancellationToken token)
    {
        lock (gate)
        {
            if (next is null)
            {
                // The read outlives its first caller's request, so it must not use that request.
                using var noRequest = ExecutionContext.SuppressFlow();
                var earlier = running;
                next = Task.Run(() => RunAfterAsync(earlier), CancellationToken.None);
            }

            return next.WaitAsync(token);
        }
    }

    private async Task<T> RunAfterAsync(Task? earlier)
    {
        if (earlier is not null)
        {
            await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        lock (gate)
        {
            running = next;
            next = null;
        }

        return await read(CancellationToken.None);
    }
}
