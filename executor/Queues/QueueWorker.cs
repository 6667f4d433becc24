using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using Outlier.Executor.Database;
using Outlier.Executor.Telemetry;

namespace Outlier.Executor.Queues;

/// <summary>
/// Works through one queue: claims what fits, makes the calls, hands the answers back. It waits for the doorbell, for its own
/// calls, or for the moment that the database named, and never asks otherwise.
/// </summary>
internal sealed partial class QueueWorker<TItem, TResult>(
    IQueue<TItem, TResult> queue,
    WakeSignal signal,
    IOptions<QueueOptions> options,
    TimeProvider time,
    OutlierMetrics metrics,
    ILogger<QueueWorker<TItem, TResult>> logger) : BackgroundService
{
    private const int LargestBatch = 500;
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromSeconds(2);
    private readonly string worker = $"{Environment.MachineName}:{Environment.ProcessId}";
    private readonly ConcurrentQueue<TResult> answers = new();
    private readonly CancellationTokenSource calls = new();
    private int inFlight;

    /// <summary>Stops claiming, lets the calls under way end, and records them.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Past the shutdown budget, calls are broken off: their outcome is then unknown, and recorded as that.
        await using (cancellationToken.Register(() => calls.Cancel()).ConfigureAwait(false))
        {
            await base.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    public override void Dispose()
    {
        calls.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ring = stoppingToken.Register(signal.Set);
        while (true)
        {
            var wait = await RunOnceAsync(stoppingToken).ConfigureAwait(false);
            if (stoppingToken.IsCancellationRequested && Volatile.Read(ref inFlight) == 0 && (answers.IsEmpty || calls.IsCancellationRequested))
            {
                break;
            }

            await signal.WaitAsync(wait, time, CancellationToken.None).ConfigureAwait(false);
        }

        if (!answers.IsEmpty)
        {
            Log.NotRecorded(logger, queue.Name, answers.Count);
        }
    }

    /// <summary>Records the answers that have come, claims what fits, and starts the calls.</summary>
    /// <returns>How long to wait at most; null: until the doorbell rings.</returns>
    internal async Task<TimeSpan?> RunOnceAsync(CancellationToken stopping)
    {
        try
        {
            await RecordAsync().ConfigureAwait(false);
            if (!answers.IsEmpty)
            {
                return TimeSpan.Zero;
            }

            var free = options.Value.MaxInFlight - Volatile.Read(ref inFlight);
            if (stopping.IsCancellationRequested || free <= 0)
            {
                return null;
            }

            // Not cancelled with the stop: a claim whose answer is not read would wait for its lease.
            var claim = await queue.ClaimAsync(worker, free, CancellationToken.None).ConfigureAwait(false);
            metrics.Claimed(queue.Name, claim.Items.Count);
            foreach (var item in claim.Items)
            {
                Start(item, stopping);
            }

            return claim.WakeInMilliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, int.MaxValue)) : null;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException or InvalidOperationException)
        {
            Log.DatabaseFailed(logger, queue.Name, exception);
            return PauseAfterError;
        }
    }

    private void Start(TItem item, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
        {
            answers.Enqueue(queue.Release(item));
            return;
        }

        Interlocked.Increment(ref inFlight);
        _ = PerformAsync(item);
    }

    private async Task PerformAsync(TItem item)
    {
        // Never throws: every outcome is a result.
        var result = await queue.PerformAsync(item, calls.Token).ConfigureAwait(false);
        answers.Enqueue(result);
        Interlocked.Decrement(ref inFlight);
        signal.Set();
    }

    private async Task RecordAsync()
    {
        // Left in place until they are recorded: they are the only trace of what was done.
        var batch = answers.Take(LargestBatch).ToList();
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            await queue.RecordAsync(batch, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (!exception.IsTransient)
        {
            Log.BatchRefused(logger, queue.Name, batch.Count, exception);
            await RecordOneByOneAsync(batch).ConfigureAwait(false);
        }

        for (var recorded = 0; recorded < batch.Count; recorded++)
        {
            answers.TryDequeue(out _);
        }
    }

    // One result that the database cannot take must not hold up the others; it stays unknown when its lease ends.
    private async Task RecordOneByOneAsync(List<TResult> batch)
    {
        foreach (var result in batch)
        {
            try
            {
                await queue.RecordAsync([result], CancellationToken.None).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (!exception.IsTransient)
            {
                Log.ResultRefused(logger, queue.Name, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The database cannot be used for {Queue}; trying again.")]
        public static partial void DatabaseFailed(ILogger logger, string queue, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The database refused {Count} results of {Queue} together; handing them in one by one.")]
        public static partial void BatchRefused(ILogger logger, string queue, int count, Exception exception);

        [LoggerMessage(3, LogLevel.Error, "The database refused a result of {Queue}; its outcome will count as unknown.")]
        public static partial void ResultRefused(ILogger logger, string queue, Exception exception);

        [LoggerMessage(4, LogLevel.Error, "Stopped before {Count} results of {Queue} could be recorded; their outcome will count as unknown.")]
        public static partial void NotRecorded(ILogger logger, string queue, int count);
    }
}
