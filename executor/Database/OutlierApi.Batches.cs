namespace Outlier.Executor.Database;

/// <summary>The steps that broadcasts and campaigns share.</summary>
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

    public Task<string> ShowBatchAsync(string kind, long id, CancellationToken token) => AskAsync(ShowBatch, token, Text(kind), Number(id));

    public Task<string> BatchResultsAsync(string kind, long id, CancellationToken token) => AskAsync(BatchResults, token, Text(kind), Number(id));

    /// <param name="kind"><c>broadcast</c> or <c>campaign</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="outcome">Of whom: see api.list_recipients; null: everybody.</param>
    /// <param name="cursor">As the page before gave it; null: the first page.</param>
    /// <param name="token">Ends the call.</param>
    public Task<string> ListRecipientsAsync(string kind, long id, string? outcome, string? cursor, CancellationToken token) =>
        AskAsync(ListRecipients, token, Text(kind), Number(id), Text(outcome), Text(cursor));

    /// <summary>Hands each of a batch's recipients on as it comes, the names of the columns first.</summary>
    /// <param name="kind"><c>broadcast</c> or <c>campaign</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="outcome">Of whom: see api.list_recipients; null: everybody.</param>
    /// <param name="take">Gets one row after the other.</param>
    /// <param name="token">Ends the call.</param>
    public async Task ReadRecipientsAsync(string kind, long id, string? outcome, Func<string[], Task> take, CancellationToken token)
    {
        await using var command = pools.Team.CreateCommand(kind == "broadcast" ? BroadcastRecipients : CampaignRecipients);
        command.Parameters.Add(Number(id));
        command.Parameters.Add(Text(outcome));
        // As text, each as the database writes it.
        command.AllResultTypesAreUnknown = true;
        await using var reader = await command.ExecuteReaderAsync(token);
        var columns = Enumerable.Range(0, reader.FieldCount).ToArray();
        await take([.. columns.Select(reader.GetName)]);
        while (await reader.ReadAsync(token))
        {
            await take([.. columns.Select(column => reader.IsDBNull(column) ? string.Empty : reader.GetString(column))]);
        }
    }

    public Task<string> CountUnreachedAsync(string kind, long id, CancellationToken token) => AskAsync(CountUnreached, token, Text(kind), Number(id));

    public Task<string> RepeatForUnreachedAsync(string kind, long id, string request, CancellationToken token) =>
        AskAsync(RepeatForUnreached, token, Text(kind), Number(id), Jsonb(request));

    public Task<string> StepBatchAsync(string kind, long id, string step, CancellationToken token) =>
        AskAsync(StepBatch, token, Text(kind), Number(id), Text(step));

    public Task<string> TestBatchAsync(string kind, long id, string request, CancellationToken token) =>
        AskAsync(TestBatch, token, Text(kind), Number(id), Jsonb(request));
}
