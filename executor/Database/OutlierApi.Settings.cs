namespace Outlier.Executor.Database;

/// <summary>Calls for the settings and the state of today.</summary>
internal sealed partial class OutlierApi
{
    private const string ShowSettings =
        "select api.show_settings()";

    private const string ChangeSettings =
        "select api.change_settings(p_request => $1)";

    private const string Today =
        "select api.today()";

    private const string SwitchSending =
        "select api.switch_sending(p_step => $1)";

    public Task<string> ShowSettingsAsync(CancellationToken token) => ReadAsync(ShowSettings, token);

    public Task<string> ChangeSettingsAsync(string request, CancellationToken token) => AskAsync(ChangeSettings, token, Jsonb(request));

    public Task<string> TodayAsync(CancellationToken token) => ReadAsync(Today, token);

    /// <param name="step"><c>stop</c> or <c>resume</c>.</param>
    /// <param name="token">Cancels the call.</param>
    public Task<string> SwitchSendingAsync(string step, CancellationToken token) => AskAsync(SwitchSending, token, Text(step));
}
