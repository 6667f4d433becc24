namespace Outlier.Executor.Database;

/// <summary>Calls that only the page makes.</summary>
internal sealed partial class OutlierApi
{
    private const string DeskNewsroom =
        "select api.desk_newsroom()";

    private const string MeasureText =
        "select api.measure_text(p_text => $1)";

    public Task<string> DeskNewsroomAsync(CancellationToken token) => ReadAsync(DeskNewsroom, token);

    public Task<string> MeasureTextAsync(string text, CancellationToken token) => ReadAsync(MeasureText, token, Text(text));
}
