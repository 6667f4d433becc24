using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using Outlier.Executor.Calls;
using Outlier.Executor.Database;
using Outlier.Executor.Telemetry;

namespace Outlier.Executor.Queues;

/// <summary>
/// Processes one queue: claims items, makes the calls, records the answers. Between rounds it waits for a notification, for its own
/// calls, or for the time that the database named. It never polls.
/// </summary>
internal sealed partial class QueueWorker<TItem, TResult>(
    IQueue<TItem, TResult> queue,
    WakeSignal signal,
    IOptions<QueueOptions> options,
    TimeProvider time,
    OutlierMetrics metrics,
    ClaimHealth health,
    ILogger<QueueWorker<TItem, TResult>> logger) : BackgroundService
{
    private const int LargestBatch = 500;
    private const int Few = 20;

    // A round trip and a commit cost the same for one answer and for a hundred. With many concurrent calls, answers wait for each other.
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseForFew = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseForLock = TimeSpan.FromSeconds(1);
    private readonly string worker = $"{Environment.MachineName}:{Environment.ProcessId}";
    private readonly ConcurrentQueue<TResult> answers = new();
    private readonly CancellationTokenSource calls = new();
    private int inFlight;
    private int hasRung;
    private long? gatheringSince;
    private long claimedAt;

    /// <summary>Stops claiming, waits for the current calls, and records their results.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // After the shutdown timeout, the worker cancels the calls and records their outcome as unknown.
        await using (cancellationToken.Register(() => calls.Cancel()))
        {
            await base.StopAsync(CancellationToken.None);
        }
    }

    public override void Dispose()
    {
        calls.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WorkAsync(stoppingToken);
        }
        catch (Exception exception)
        {
            health.Ended(queue.Name, exception);
            throw;
        }

        if (!stoppingToken.IsCancellationRequested)
        {
            health.Ended(queue.Name, exception: null);
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var ring = stoppingToken.Register(signal.Set);
        while (true)
        {
            var wait = await RunOnceAsync(stoppingToken);
            if (stoppingToken.IsCancellationRequested && Volatile.Read(ref inFlight) == 0 && (answers.IsEmpty || calls.IsCancellationRequested))
            {
                break;
            }

            await signal.WaitAsync(wait, time, CancellationToken.None);
        }

        if (!answers.IsEmpty)
        {
            Log.NotRecorded(logger, queue.Name, answers.Count);
        }
    }

    /// <summary>Records the answers that have come, claims items for the free places, and starts their calls.</summary>
    /// <returns>Longest wait until the next round. Null: until the signal.</returns>
    internal async Task<TimeSpan?> RunOnceAsync(CancellationToken stopping)
    {
        try
        {
            if (!stopping.IsCancellationRequested && LeftToGather() is { } left)
            {
                return left;
            }

            // An answer that arrives from here on sends the signal again, even if this round records it.
            Interlocked.Exchange(ref hasRung, 0);
            var free = options.Value.MaxInFlight - Volatile.Read(ref inFlight);
            if (!stopping.IsCancellationRequested && answers.Count >= Few && free * 4 >= options.Value.MaxInFlight)
            {
                return await RecordAndClaimAsync(free, stopping);
            }

            var waiting = await RecordAsync();
            if (answers.Count - waiting >= (stopping.IsCancellationRequested ? 1 : LargestBatch))
            {
                return TimeSpan.Zero;
            }

            free = options.Value.MaxInFlight - Volatile.Read(ref inFlight);
            if (stopping.IsCancellationRequested || free <= 0)
            {
                return waiting > 0 ? PauseForLock : null;
            }

            // The worker does not claim for a few free places, because more will soon be free. But some calls may hang.
            if (free * 4 < options.Value.MaxInFlight && PauseForFew - time.GetElapsedTime(claimedAt) is var pause && pause > TimeSpan.Zero)
            {
                return pause;
            }

            var (wait, _) = await ClaimAsync(free, stopping);
            return Sooner(wait, waiting > 0 ? PauseForLock : null);
        }
#pragma warning disable CA1031 // An unhandled exception would end the whole program, including webhooks.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Failed(logger, queue.Name, exception);
            metrics.Failed(queue.Name);
            await health.FailedAsync(queue.Name, exception);
            return PauseAfterError;
        }
    }

    // With many concurrent calls, the database records some while it claims others. A concurrent claim may not see yet which
    // calls have ended: if it gets less than it asked for, the worker claims again. Answers that wait for a lock still wait their second.
    private async Task<TimeSpan?> RecordAndClaimAsync(int free, CancellationToken stopping)
    {
        var record = RecordAsync();
        try
        {
            var (wait, claimed) = await ClaimAsync(free, stopping);
            var waiting = await record;
            return claimed < free && waiting == 0 ? TimeSpan.Zero : Sooner(wait, waiting > 0 ? PauseForLock : null);
        }
        finally
        {
            await ((Task)record).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(TimeSpan? Wait, int Claimed)> ClaimAsync(int free, CancellationToken stopping)
    {
        claimedAt = time.GetTimestamp();
        var lease = new Lease(time);
        // The stop does not cancel this call: the items of a claim whose answer is not read would wait until the lease expires.
        var claim = await queue.ClaimAsync(worker, free, CancellationToken.None);
        lease.Length = TimeSpan.FromMilliseconds(claim.LeaseMilliseconds);
        metrics.Claimed(queue.Name, claim.Items.Count);
        await health.SucceededAsync(queue.Name);
        foreach (var item in claim.Items)
        {
            Start(item, lease, stopping);
        }

        return (claim.WakeInMilliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, int.MaxValue)) : null, claim.Items.Count);
    }

    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private void Start(TItem item, Lease lease, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
        {
            answers.Enqueue(queue.Release(item));
            return;
        }

        Interlocked.Increment(ref inFlight);
        _ = PerformAsync(item, lease);
    }

    private async Task PerformAsync(TItem item, Lease lease)
    {
        TResult result;
        Lease.Current = lease;
        try
        {
            result = await queue.PerformAsync(item, calls.Token);
        }
        catch (LeaseEndedException)
        {
            // The process was frozen, or the database answered slowly.
            if (lease.IsFirstReleased)
            {
                Log.LeaseEnded(logger, queue.Name);
            }

            result = queue.Release(item);
        }
#pragma warning disable CA1031 // An unhandled exception would leave the item without a result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Broken(logger, queue.Name, exception);
            result = queue.Broken(item, exception.GetBaseException().Message);
        }

        answers.Enqueue(result);
        var underWay = Interlocked.Decrement(ref inFlight);
        // The first answer starts the wait for others.
        if (Interlocked.Exchange(ref hasRung, 1) == 0 || AreEnough(answers.Count, underWay))
        {
            signal.Set();
        }
    }

    private static bool AreEnough(int answered, int underWay) => underWay < Few || answered * 2 >= underWay || answered >= LargestBatch;

    /// <returns>Remaining wait for other answers. Null: none.</returns>
    private TimeSpan? LeftToGather()
    {
        var answered = answers.Count;
        if (answered > 0 && !AreEnough(answered, Volatile.Read(ref inFlight)))
        {
            gatheringSince ??= time.GetTimestamp();
            var left = GatherFor - time.GetElapsedTime(gatheringSince.Value);
            if (left > TimeSpan.Zero)
            {
                return left;
            }
        }

        gatheringSince = null;
        return null;
    }

    /// <returns>Number of answers that wait for a lock.</returns>
    private async Task<int> RecordAsync()
    {
        // Answers stay in the list until they are recorded, because they are the only evidence of the calls.
        var batch = answers.Take(LargestBatch).ToList();
        if (batch.Count == 0)
        {
            return 0;
        }

        IReadOnlyList<TResult> waiting;
        try
        {
            waiting = await queue.RecordAsync(batch, CancellationToken.None);
        }
        catch (PostgresException exception) when (!exception.IsTransient)
        {
            Log.BatchRefused(logger, queue.Name, batch.Count, exception);
            waiting = await RecordOneByOneAsync(batch);
        }

        for (var recorded = 0; recorded < batch.Count; recorded++)
        {
            answers.TryDequeue(out _);
        }

        foreach (var result in waiting)
        {
            answers.Enqueue(result);
        }

        return waiting.Count;
    }

    // One result that the database refuses must not block the others. Its outcome becomes unknown when the lease expires.
    private async Task<IReadOnlyList<TResult>> RecordOneByOneAsync(List<TResult> batch)
    {
        var waiting = new List<TResult>();
        foreach (var result in batch)
        {
            try
            {
                waiting.AddRange(await queue.RecordAsync([result], CancellationToken.None));
            }
            catch (PostgresException exception) when (!exception.IsTransient)
            {
                Log.ResultRefused(logger, queue.Name, exception);
            }
        }

        return waiting;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The executor could not claim from {Queue} or record its results. It tries again.")]
        public static partial void Failed(ILogger logger, string queue, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The database rejected a batch of {Count} results of {Queue}. The executor records them one by one.")]
        public static partial void BatchRefused(ILogger logger, string queue, int count, Exception exception);

        [LoggerMessage(3, LogLevel.Error, "The database rejected a result of {Queue}. Its outcome will count as unknown.")]
        public static partial void ResultRefused(ILogger logger, string queue, Exception exception);

        [LoggerMessage(5, LogLevel.Error, "An error of this program ended the work on an item of {Queue}. The outcome of the item counts as unknown.")]
        public static partial void Broken(ILogger logger, string queue, Exception exception);

        [LoggerMessage(6, LogLevel.Warning, "The lease of a claim from {Queue} ended before the executor had made all calls. The executor returns the remaining items to the queue.")]
        public static partial void LeaseEnded(ILogger logger, string queue);

        [LoggerMessage(4, LogLevel.Error, "The executor stopped before it could record {Count} results of {Queue}. Their outcome will count as unknown.")]
        public static partial void NotRecorded(ILogger logger, string queue, int count);
    }
}
