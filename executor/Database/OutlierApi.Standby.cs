using Npgsql;
using Outlier.Executor.Checks;

namespace Outlier.Executor.Database;

/// <summary>How far the primary has written, and a standby has read: see <see cref="StandbyReads"/>.</summary>
internal sealed partial class OutlierApi
{
    public const string ReadPosition =
        "select api.read_position()";

    private const string CheckStandby =
        "select api.check_standby(p_position => $1::pg_catalog.pg_lsn)";

    public const string HasReplayed =
        "select api.has_replayed(p_position => $1::pg_catalog.pg_lsn)";

    /// <summary>How far the primary has written, and how far behind a standby may be.</summary>
    public Task<ReadPosition> ReadPositionAsync(CancellationToken token) => ReadAsync(pools.Team, ReadPosition, CheckJson.Default.ReadPosition, token);

    /// <summary>What the primary says of itself.</summary>
    /// <param name="position">How far it had written.</param>
    /// <param name="token">Ends the call.</param>
    public Task<StandbyReport> CheckPrimaryAsync(string position, CancellationToken token) => CheckAsync(pools.Team, position, token);

    /// <summary>What the standby says of itself.</summary>
    /// <param name="position">How far the primary had written.</param>
    /// <param name="token">Ends the call.</param>
    public Task<StandbyReport> CheckStandbyAsync(string position, CancellationToken token) => CheckAsync(pools.Reading!, position, token);

    private static Task<StandbyReport> CheckAsync(NpgsqlDataSource database, string position, CancellationToken token) =>
        ReadAsync(database, CheckStandby, CheckJson.Default.StandbyReport, token, Text(position));
}
