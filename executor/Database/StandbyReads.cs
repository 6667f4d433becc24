using System.Text.Json;
using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>
/// Whether the standby of <c>ConnectionStrings__OutlierReadOnly</c> may answer a read: it is there, it is at most
/// <c>settings.read_lag_limit</c> behind, and it knows what the team has changed since, through any executor.
/// </summary>
/// <param name="pools">Connections.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Says when the standby is passed over.</param>
internal sealed partial class StandbyReads(DatabasePools pools, TimeProvider time, ILogger<StandbyReads> logger) : IDisposable
{
    /// <summary>What an executor rings when the team has changed something.</summary>
    public const string Word = "changed";

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PositionInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1);
    private readonly Queue<(DateTimeOffset At, string Position)> positions = new();
    private string? changedAt;
    private TimeSpan lag;
    private long awayUntil;
    private int isChanged = 1;

    /// <summary>Whether there is a standby to read from.</summary>
    public bool IsConfigured => pools.Reading is not null;

    /// <summary>Reads that begin now must see what is committed now.</summary>
    public void Changed() => Interlocked.Exchange(ref isChanged, 1);

    /// <summary>The standby did not answer a call: for ten seconds, the primary answers.</summary>
    public void Failed(Exception exception)
    {
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
            return await command.ExecuteScalarAsync(token) is true;
        }
        catch (NpgsqlException exception)
        {
            Failed(exception);
            return false;
        }
    }

    public void Dispose() => turn.Dispose();

    // The primary is asked once a second while reads come, and after each change. What the standby must have replayed is what was
    // written so long ago as it may be behind, and the last change.
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

    // As PostgreSQL writes it: two hexadecimal halves.
    private static ulong ToNumber(string position)
    {
        var slash = position.IndexOf('/', StringComparison.Ordinal);
        return (Convert.ToUInt64(position[..slash], 16) << 32) | Convert.ToUInt64(position[(slash + 1)..], 16);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The standby of ConnectionStrings__OutlierReadOnly did not answer a read; the primary answers for {Pause}.")]
        public static partial void Away(ILogger logger, TimeSpan pause, Exception exception);
    }
}
