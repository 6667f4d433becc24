using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>
/// Listens on one connection and wakes the queue that a notification names. After each (re)connect it wakes all of them, because
/// notifications in between were lost.
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

    /// <summary>Whether the listener is connected.</summary>
    public bool IsListening { get; private set; }

    /// <summary>Waits for a notification with this word, which this executor is about to send. False if the connection is lost.</summary>
    public Task<bool> Expect(string word) =>
        expected.GetOrAdd(word, _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Stops waiting for a word.</summary>
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
                // A connection that is being closed may end in any way: cancelled, or broken at that moment.
                return;
            }
        }
    }

    // The delay doubles up to a limit. Its upper half is random, so that executors do not reconnect in step.
    private static TimeSpan NextPause(TimeSpan last)
    {
        var doubled = TimeSpan.FromMilliseconds(Math.Clamp(last.TotalMilliseconds * 2, 500, LongestPause.TotalMilliseconds));
        return doubled * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    private async Task ListenAsync(Action connected, CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(options.Value.Listening);
        // Npgsql swallows exceptions of a handler. This one only wakes a queue.
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
            // Tells waiting callers now, and not after the delay before the next try.
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

        [LoggerMessage(2, LogLevel.Error, "The connection that listens for notifications was lost. The executor connects again in {Pause}.")]
        public static partial void ConnectionLost(ILogger logger, TimeSpan pause, Exception exception);
    }
}
