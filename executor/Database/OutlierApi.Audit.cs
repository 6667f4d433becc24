namespace Outlier.Executor.Database;

/// <summary>Who changed what.</summary>
internal sealed partial class OutlierApi
{
    private const string ListAudit =
        "select api.list_audit(p_cursor => $1, p_batch_id => $2)";

    /// <summary>A page of the audit log, newest first.</summary>
    /// <param name="cursor">As the page before gave it; null: the first page.</param>
    /// <param name="batch">Only what is about this broadcast or campaign; null: everything.</param>
    /// <param name="token">Ends the call.</param>
    public Task<string> ListAuditAsync(string? cursor, string? batch, CancellationToken token) =>
        ReadAsync(ListAudit, token, Text(cursor), Text(batch));
}
