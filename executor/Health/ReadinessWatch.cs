namespace Outlier.Executor.Health;

/// <summary>
/// Tests every minute whether this executor is ready, and logs each change. A dead pg_cron scheduler cannot report itself, so the executor
/// tests it. Without a monitor, the log shows it at least.
/// </summary>
internal sealed partial class ReadinessWatch(Readiness readiness, TimeProvider time, ILogger<ReadinessWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = string.Empty;
        using var timer = new PeriodicTimer(Pace, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var reasons = string.Join("; ", await readiness.FindReasonsAsync().WaitAsync(stoppingToken));
                if (string.Equals(reasons, known, StringComparison.Ordinal))
                {
                    continue;
                }

                if (reasons.Length > 0)
                {
                    Log.NotReady(logger, reasons);
                }
                else
                {
                    Log.Ready(logger);
                }

                known = reasons;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "This executor is not ready: {Reasons}.")]
        public static partial void NotReady(ILogger logger, string reasons);

        [LoggerMessage(2, LogLevel.Information, "This executor is ready again.")]
        public static partial void Ready(ILogger logger);
    }
}
