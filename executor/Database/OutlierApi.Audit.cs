namespace Outlier.Executor.Database;

/// <summary>Calls that read the audit log.</summary>
internal sealed partial class OutlierApi
{
    private const string ListAudit =
        "select api.list_audit(p_cursor => $1, p_batch_id => $2)";

    /// <summary>A page of the audit log, newest first.</summary>
    /// <param name="cursor">The <c>currentCursor</c> of the page before. Null: the first page.</param>
    /// <param name="batch">Id of a broadcast or campaign: only its changes. Null: all changes.</param>
    /// <param name="token">Cancels the call.</param>
    public Task<string> ListAuditAsync(string? cursor, string? batch, CancellationToken token) =>
        ReadAsync(ListAudit, token, Text(cursor), Text(batch));
}
