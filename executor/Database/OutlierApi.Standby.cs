namespace Outlier.Executor.Database;

/// <summary>How far the primary has written, and a standby has read: see <see cref="StandbyReads"/>.</summary>
internal sealed partial class OutlierApi
{
    public const string ReadPosition =
        "select api.read_position()";

    public const string HasReplayed =
        "select api.has_replayed(p_position => $1::pg_catalog.pg_lsn)";
}
