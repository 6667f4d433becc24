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

    private SharedRead<string>? today;

    public Task<string> ShowSettingsAsync(CancellationToken token) => ReadAsync(ShowSettings, token);

    public Task<string> ChangeSettingsAsync(string request, CancellationToken token) => AskAsync(ChangeSettings, token, Jsonb(request));

    /// <summary>Reads the state of today. It is the same for everybody and takes long, so all who wait for it share one read.</summary>
    public Task<string> TodayAsync(CancellationToken token) =>
        LazyInitializer.EnsureInitialized(ref today, () => new SharedRead<string>(read => ReadAsync(Today, read))).GetAsync(token);

    /// <param name="step"><c>stop</c> or <c>resume</c>.</param>
    /// <param name="token">Cancels the call.</param>
    public Task<string> SwitchSendingAsync(string step, CancellationToken token) => AskAsync(SwitchSending, token, Text(step));
}
