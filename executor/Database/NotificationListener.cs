using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>
/// One connection that listens and rings the queue that a notification names. After each (re)connect it rings all of them:
/// what was notified meanwhile was not heard.
/// </summary>
internal sealed partial class NotificationListener(
    IOptions<DatabaseOptions> options,
    QueueSignals signals,
    StandbyReads standby,
    TimeProvider time,
    ILogger<NotificationListener> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> expected = new(StringComparer.Ordinal);

    /// <summary>Whether notifications are being heard now.</summary>
    public bool IsListening { get; private set; }

    /// <summary>Waits for a word that this executor is going to ring: true when it arrives, false when the connection is lost.</summary>
    public Task<bool> Expect(string word) =>
        expected.GetOrAdd(word, _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Waits for a word no longer.</summary>
    public void Forget(string word) => expected.TryRemove(word, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => pause = TimeSpan.Zero, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                pause = NextPause(pause);
                Log.ConnectionLost(logger, pause, exception);
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // However a connection ends that is being given up: cancelled, or broken at that moment.
                return;
            }
        }
    }

    // Doubles up to the longest; the upper half is random, so that executors do not come back in step.
    private static TimeSpan NextPause(TimeSpan last)
    {
        var doubled = TimeSpan.FromMilliseconds(Math.Clamp(last.TotalMilliseconds * 2, 500, LongestPause.TotalMilliseconds));
        return doubled * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    private async Task ListenAsync(Action connected, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(options.Value.Listening);
        // Npgsql swallows what a handler throws: it only rings.
        connection.Notification += (_, notification) => Hear(notification.Payload);
        await connection.OpenAsync(token);
        await SessionSettings.PinAsync(connection, string.Empty, token);
        await using (var command = new NpgsqlCommand(OutlierApi.Listen, connection))
        {
            await command.ExecuteNonQueryAsync(token);
        }

        IsListening = true;
        connected();
        Log.Listening(logger);
        signals.RingAll();
        standby.Changed();
        try
        {
            while (true)
            {
                await connection.WaitAsync(token);
            }
        }
        finally
        {
            // At once, and not after the pause before the next try.
            IsListening = false;
            foreach (var word in expected.Values)
            {
                word.TrySetResult(false);
            }
        }
    }

    private void Hear(string word)
    {
        if (expected.TryGetValue(word, out var own))
        {
            own.TrySetResult(true);
        }
        else if (word == StandbyReads.Word)
        {
            standby.Changed();
        }
        else
        {
            signals.Ring(word);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Listening for notifications.")]
        public static partial void Listening(ILogger logger);

        [LoggerMessage(2, LogLevel.Error, "The listening connection was lost; the next try is in {Pause}.")]
        public static partial void ConnectionLost(ILogger logger, TimeSpan pause, Exception exception);
    }
}
