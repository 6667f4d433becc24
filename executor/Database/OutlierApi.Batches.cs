using System.Runtime.CompilerServices;
using Npgsql;

namespace Outlier.Executor.Database;

/// <summary>Calls for broadcasts and campaigns alike.</summary>
internal sealed partial class OutlierApi
{
    private const string StepBatch =
        "select api.step_batch(p_kind => $1, p_id => $2, p_step => $3)";

    private const string TestBatch =
        "select api.test_batch(p_kind => $1, p_id => $2, p_request => $3)";

    private const string ShowBatch =
        "select api.show_batch(p_kind => $1, p_id => $2)";

    private const string BatchResults =
        "select api.batch_results(p_kind => $1, p_id => $2)";

    private const string ListRecipients =
        "select api.list_recipients(p_kind => $1, p_id => $2, p_outcome => $3, p_cursor => $4)";

    private const string BroadcastRecipients =
        "select * from api.broadcast_recipients(p_broadcast_id => $1, p_outcome => $2)";

    private const string CampaignRecipients =
        "select * from api.campaign_recipients(p_campaign_id => $1, p_outcome => $2)";

    private const string CountUnreached =
        "select api.count_unreached(p_kind => $1, p_id => $2)";

    private const string RepeatForUnreached =
        "select api.repeat_for_unreached(p_kind => $1, p_id => $2, p_request => $3)";

    public Task<string> ShowBatchAsync(string kind, long id, CancellationToken token) => ReadAsync(ShowBatch, token, Text(kind), Number(id));

    public Task<string> BatchResultsAsync(string kind, long id, CancellationToken token) => ReadAsync(BatchResults, token, Text(kind), Number(id));

    /// <param name="kind"><c>broadcast</c> or <c>campaign</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="outcome">Only recipients with this outcome: see <c>api.list_recipients</c>. Null: all.</param>
    /// <param name="cursor">The cursor of the page before. Null: the first page.</param>
    /// <param name="token">Cancels the call.</param>
    public Task<string> ListRecipientsAsync(string kind, long id, string? outcome, string? cursor, CancellationToken token) =>
        ReadAsync(ListRecipients, token, Text(kind), Number(id), Text(outcome), Text(cursor));

    /// <summary>Streams a batch's recipients. The first row has the names of the columns.</summary>
    /// <param name="kind"><c>broadcast</c> or <c>campaign</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="outcome">Only recipients with this outcome: see <c>api.list_recipients</c>. Null: all.</param>
    /// <param name="take">Receives the rows. It is called again from the first row if a standby fails during the read.</param>
    /// <param name="token">Cancels the call.</param>
    public Task<T> ReadRecipientsAsync<T>(string kind, long id, string? outcome, Func<IAsyncEnumerable<string[]>, Task<T>> take, CancellationToken token) =>
        ReadAsync(database => take(RecipientsAsync(database, kind, id, outcome, token)), token);

    private static async IAsyncEnumerable<string[]> RecipientsAsync(
        NpgsqlDataSource database, string kind, long id, string? outcome, [EnumeratorCancellation] CancellationToken token)
    {
        await using var command = database.CreateCommand(kind == "broadcast" ? BroadcastRecipients : CampaignRecipients);
        command.Parameters.Add(Number(id));
        command.Parameters.Add(Text(outcome));
        // Read as text, in the database's format.
        command.AllResultTypesAreUnknown = true;
        await using var reader = await command.ExecuteReaderAsync(token);
        var columns = Enumerable.Range(0, reader.FieldCount).ToArray();
        yield return [.. columns.Select(reader.GetName)];
        while (await reader.ReadAsync(token))
        {
            yield return [.. columns.Select(column => reader.IsDBNull(column) ? string.Empty : reader.GetString(column))];
        }
    }

    public Task<string> CountUnreachedAsync(string kind, long id, CancellationToken token) => ReadAsync(CountUnreached, token, Text(kind), Number(id));

    public Task<string> RepeatForUnreachedAsync(string kind, long id, string request, CancellationToken token) =>
        AskAsync(RepeatForUnreached, token, Text(kind), Number(id), Jsonb(request));

    public Task<string> StepBatchAsync(string kind, long id, string step, CancellationToken token) =>
        AskAsync(StepBatch, token, Text(kind), Number(id), Text(step));

    public Task<string> TestBatchAsync(string kind, long id, string request, CancellationToken token) =>
        AskAsync(TestBatch, token, Text(kind), Number(id), Jsonb(request));
}
