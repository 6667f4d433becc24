using System.Text.Json;
using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>
/// Decides whether the standby of <c>ConnectionStrings__OutlierReadOnly</c> may answer a read. It may if it answers, is at most
/// <c>settings.read_lag_limit</c> behind, and has replayed all changes that the team made through any executor.
/// </summary>
/// <param name="pools">Connection pools.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Logs when the standby is not used.</param>
internal sealed partial class StandbyReads(DatabasePools pools, TimeProvider time, ILogger<StandbyReads> logger) : IDisposable
{
    /// <summary>The notification that executors send after a change by the team.</summary>
    public const string Word = "changed";

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PositionInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BusyPeriod = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim turn = new(1);
    private readonly Queue<(DateTimeOffset At, string Position)> positions = new();
    private string? changedAt;
    private TimeSpan lag;
    private long awayUntil;
    private long answeredAt;
    private int isChanged = 1;

    /// <summary>Whether a standby is configured.</summary>
    public bool IsConfigured => pools.Reading is not null;

    /// <summary>Tells that the team changed something: reads that begin now must see all that is committed now.</summary>
    public void Changed() => Interlocked.Exchange(ref isChanged, 1);

    /// <summary>Tells that the standby failed to answer. For ten seconds, the primary answers.</summary>
    /// <exception cref="StandbyBusyException">
    /// The standby answered other reads of the last seconds, so it has too many reads. The primary must not get them too: sending would
    /// become slower.
    /// </exception>
    public void Failed(Exception exception)
    {
        if (exception.InnerException is TimeoutException && time.GetUtcNow().UtcTicks - Interlocked.Read(ref answeredAt) < BusyPeriod.Ticks)
        {
            throw new StandbyBusyException(exception);
        }

        Interlocked.Exchange(ref awayUntil, (time.GetUtcNow() + PauseAfterFailure).UtcTicks);
        Log.Away(logger, PauseAfterFailure, exception);
    }

    /// <summary>Whether the next read may go to the standby.</summary>
    public async ValueTask<bool> MayReadAsync(CancellationToken token)
    {
        if (pools.Reading is not { } reading || time.GetUtcNow().UtcTicks < Interlocked.Read(ref awayUntil))
        {
            return false;
        }

        var position = await PositionAsync(token);
        try
        {
            await using var command = reading.CreateCommand(OutlierApi.HasReplayed);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = position });
            var hasReplayed = await command.ExecuteScalarAsync(token) is true;
            Interlocked.Exchange(ref answeredAt, time.GetUtcNow().UtcTicks);
            return hasReplayed;
        }
        catch (NpgsqlException exception)
        {
            Failed(exception);
            return false;
        }
    }

    public void Dispose() => turn.Dispose();

    // Asks the primary for its position once a second while reads come, and after each change. The standby must have replayed both:
    // the position from read_lag_limit ago, and that of the last change.
    private async Task<string> PositionAsync(CancellationToken token)
    {
        await turn.WaitAsync(token);
        try
        {
            var now = time.GetUtcNow();
            var isChange = Interlocked.Exchange(ref isChanged, 0) == 1;
            if (isChange || positions.Count == 0 || positions.Last().At + PositionInterval <= now)
            {
                try
                {
                    var (position, limit) = await AskPrimaryAsync(token);
                    lag = limit;
                    positions.Enqueue((now, position));
                    changedAt = isChange ? position : changedAt;
                }
                catch when (isChange)
                {
                    Changed();
                    throw;
                }
            }

            while (positions.Count > 1 && positions.Peek().At < now - lag)
            {
                positions.Dequeue();
            }

            var oldest = positions.Peek().Position;
            return changedAt is not null && ToNumber(changedAt) > ToNumber(oldest) ? changedAt : oldest;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<(string Position, TimeSpan Lag)> AskPrimaryAsync(CancellationToken token)
    {
        await using var command = pools.Team.CreateCommand(OutlierApi.ReadPosition);
        var json = (string)(await command.ExecuteScalarAsync(token))!;
        using var answer = JsonDocument.Parse(json);
        return (answer.RootElement.GetProperty("position").GetString()!, TimeSpan.FromMilliseconds(answer.RootElement.GetProperty("lagMilliseconds").GetInt64()));
    }

    // PostgreSQL writes a position as two hexadecimal halves.
    private static ulong ToNumber(string position)
    {
        var slash = position.IndexOf('/', StringComparison.Ordinal);
        return (Convert.ToUInt64(position[..slash], 16) << 32) | Convert.ToUInt64(position[(slash + 1)..], 16);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The standby of ConnectionStrings__OutlierReadOnly did not answer a read. The primary answers reads for {Pause}.")]
        public static partial void Away(ILogger logger, TimeSpan pause, Exception exception);
    }
}

/// <summary>A read waited too long for a connection to the standby, or for its answer, because the standby has too many reads.</summary>
internal sealed class StandbyBusyException(Exception cause) : Exception("The standby of ConnectionStrings__OutlierReadOnly has too many reads.", cause);
