namespace Outlier.Executor.Database;

/// <summary>The steps that broadcasts and campaigns share.</summary>
internal sealed partial class OutlierApi
{
    private const string StepBatch =
        "select api.step_batch(p_kind => $1, p_id => $2, p_step => $3)";

    private const string TestBatch =
        "select api.test_batch(p_kind => $1, p_id => $2, p_request => $3)";

    public Task<string> StepBatchAsync(string kind, long id, string step, CancellationToken token) =>
        AskAsync(StepBatch, token, Text(kind), Number(id), Text(step));

    public Task<string> TestBatchAsync(string kind, long id, string request, CancellationToken token) =>
        AskAsync(TestBatch, token, Text(kind), Number(id), Jsonb(request));
}
