using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Npgsql;
using Outlier.Executor.Database;

namespace Outlier.Executor.Checks;

/// <summary>
/// Checks that the server of <c>ConnectionStrings__OutlierReadOnly</c> can answer reads. If it cannot, the executor reads from the primary,
/// so without this check the failure would go unnoticed.
/// </summary>
internal sealed class StandbyCheck(OutlierApi api, IOptions<DatabaseOptions> options, TimeProvider time) : IInstallationCheck
{
    private const string Name = "standby";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public async IAsyncEnumerable<CheckResult> RunAsync(InstallationReport? report, [EnumeratorCancellation] CancellationToken token)
    {
        if (report is null || options.Value.Reading is null)
        {
            yield break;
        }

        yield return await LookAsync(token);
    }

    private async Task<CheckResult> LookAsync(CancellationToken token)
    {
        ReadPosition position;
        StandbyReport primary;
        try
        {
            position = await api.ReadPositionAsync(token);
            primary = await api.CheckPrimaryAsync(position.Position, token);
        }
        catch (NpgsqlException exception)
        {
            return new CheckResult(Name, $"the write position of the primary cannot be read: {exception.Message}", "Remove the cause, and run outlier check again.");
        }

        try
        {
            return Judge(await WaitAsync(position.Position, token), primary, TimeSpan.FromMilliseconds(position.LagMilliseconds));
        }
        catch (NpgsqlException exception)
        {
            return new CheckResult(
                Name,
                $"the server of ConnectionStrings__OutlierReadOnly cannot be read: {exception.Message}. The primary answers all reads",
                "Start the standby, or correct ConnectionStrings__OutlierReadOnly. It needs the database and the role of ConnectionStrings__Outlier.");
        }
    }

    // A working standby replays everything within a moment.
    private async Task<StandbyReport> WaitAsync(string position, CancellationToken token)
    {
        var until = time.GetUtcNow() + Patience;
        var found = await api.CheckStandbyAsync(position, token);
        while (found is { IsStandby: true, HasReplayed: false } && time.GetUtcNow() < until)
        {
            await Task.Delay(Interval, time, token);
            found = await api.CheckStandbyAsync(position, token);
        }

        return found;
    }

    /// <summary>Compares the reports of a standby and the primary, and returns the standby's problem.</summary>
    internal static CheckResult Judge(StandbyReport standby, StandbyReport primary, TimeSpan limit)
    {
        if (!standby.IsStandby)
        {
            return new CheckResult(
                Name,
                "the server of ConnectionStrings__OutlierReadOnly accepts writes, so it is not a standby",
                "Name the standbys in ConnectionStrings__OutlierReadOnly, and start them. If there is no standby, remove the setting.");
        }

        // Null if the server hides its identifier.
        if (standby.Database != primary.Database || (standby.Server is not null && primary.Server is not null && standby.Server != primary.Server))
        {
            return new CheckResult(
                Name,
                "the server of ConnectionStrings__OutlierReadOnly is a standby of another server, or it has another database: reads from it would be wrong",
                "Name the standbys of the server of ConnectionStrings__Outlier, and the same database.");
        }

        var lag = TimeSpan.FromMilliseconds(standby.LagMilliseconds ?? 0);
        if (!standby.HasReplayed && lag > limit)
        {
            return new CheckResult(
                Name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the standby is {lag.TotalSeconds:0} seconds behind the primary, and settings.read_lag_limit is {limit.TotalSeconds:0.###}: the primary answers all reads"),
                "Look in the standby's log for the reason, such as a lost connection to the primary, or a long query that delays the replay. "
                + "If this lag is normal, raise the limit: update outlier.settings set read_lag_limit = '1 minute';");
        }

        return standby.HasFeedback
            ? CheckResult.Fine(Name)
            : new CheckResult(
                Name,
                $"hot_standby_feedback is off on the standby: if a read needs rows that a vacuum at the primary removed, the replay waits {standby.ConflictPatience} "
                + "(max_standby_streaming_delay), and then PostgreSQL cancels the read",
                "Run on the standby: alter system set hot_standby_feedback = on; select pg_reload_conf();. A managed service has the setting in its parameters.");
    }
}
