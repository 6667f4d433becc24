using System.Text.Json.Nodes;

namespace Outlier.Executor.Database;

/// <summary>Calls for broadcasts. JSON is passed through in both directions.</summary>
internal sealed partial class OutlierApi
{
    private const string BroadcastAudience =
        "select api.broadcast_audience(p_id => $1)";

    private const string CountSegment =
        "select api.count_segment(p_id => $1, p_request => $2)";

    private const string BroadcastSidebar =
        "select api.broadcast_sidebar(p_limit => $1, p_cursor => $2)";

    private const string ChangeBroadcast =
        "select api.change_broadcast(p_request => $1)";

    private const string BroadcastSettings =
        "select api.broadcast_settings()";

    private const string ChangeBroadcastSettings =
        "select api.change_broadcast_settings(p_request => $1)";

    private const string SendNow =
        "select api.send_now()";

    private const string BroadcastYear =
        "select api.broadcast_year()";

    public Task<string> BroadcastAudienceAsync(long id, CancellationToken token) => ReadAsync(BroadcastAudience, token, Number(id));

    /// <param name="id">Id of the broadcast.</param>
    /// <param name="segment">Id of the segment.</param>
    /// <param name="ratio">Ratio in percent. Null: only the count.</param>
    /// <param name="patience">Time limit of the statement on the server.</param>
    /// <param name="token">Cancels the call.</param>
    public Task<string> CountSegmentAsync(long id, string? segment, string? ratio, TimeSpan patience, CancellationToken token) => AskWithinAsync(
        patience, CountSegment, token, Number(id), Jsonb(new JsonObject { ["segment"] = segment, ["ratio"] = ratio }.ToJsonString()));

    public Task<string> BroadcastYearAsync(CancellationToken token) => ReadAsync(BroadcastYear, token);

    public Task<string> BroadcastSidebarAsync(string? limit, string? cursor, CancellationToken token) =>
        ReadAsync(BroadcastSidebar, token, Text(limit), Text(cursor));

    public Task<string> ChangeBroadcastAsync(string request, CancellationToken token) => AskAsync(ChangeBroadcast, token, Jsonb(request));

    public Task<string> BroadcastSettingsAsync(CancellationToken token) => ReadAsync(BroadcastSettings, token);

    public Task<string> ChangeBroadcastSettingsAsync(string request, CancellationToken token) => AskAsync(ChangeBroadcastSettings, token, Jsonb(request));

    public Task<string> SendNowAsync(CancellationToken token) => AskAsync(SendNow, token);
}
