using Npgsql;
using Outlier.Executor.Checks;

namespace Outlier.Executor.Database;

/// <summary>Calls that compare the positions of the primary and a standby: see <see cref="StandbyReads"/>.</summary>
internal sealed partial class OutlierApi
{
    public const string ReadPosition =
        "select api.read_position()";

    private const string CheckStandby =
        "select api.check_standby(p_position => $1::pg_catalog.pg_lsn)";

    public const string HasReplayed =
        "select api.has_replayed(p_position => $1::pg_catalog.pg_lsn)";

    /// <summary>Reads the primary's write position and the longest accepted lag of a standby.</summary>
    public Task<ReadPosition> ReadPositionAsync(CancellationToken token) => ReadAsync(pools.Team, ReadPosition, CheckJson.Default.ReadPosition, token);

    /// <summary>Reads the primary's state.</summary>
    /// <param name="position">The primary's write position.</param>
    /// <param name="token">Cancels the call.</param>
    public Task<StandbyReport> CheckPrimaryAsync(string position, CancellationToken token) => CheckAsync(pools.Team, position, token);

    /// <summary>Reads the standby's state.</summary>
    /// <param name="position">The primary's write position.</param>
    /// <param name="token">Cancels the call.</param>
    public Task<StandbyReport> CheckStandbyAsync(string position, CancellationToken token) => CheckAsync(pools.Reading!, position, token);

    private static Task<StandbyReport> CheckAsync(NpgsqlDataSource database, string position, CancellationToken token) =>
        ReadAsync(database, CheckStandby, CheckJson.Default.StandbyReport, token, Text(position));
}
