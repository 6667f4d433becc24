using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Outlier.Executor.Webhooks;

namespace Outlier.Executor.Database;

/// <summary>Calls for Missive's webhooks: new ones and replays.</summary>
internal sealed partial class OutlierApi
{
    private const string ReceiveAdminAction =
        "select api.receive_admin_action(p_action => $1, p_body => $2)";

    private const string ActOnEvent =
        "select api.act_on_event(p_event_id => $1, p_refresh_lookup => $2)";

    private const string ReceiveUserAction =
        "select api.receive_user_action(p_body => $1, p_refresh_lookup => $2)";

    private const string ReplayEvent =
        "select api.replay_event(p_event_id => $1, p_since => $2, p_after => $3)";

    /// <summary>Stores a webhook of a Missive rule and processes it.</summary>
    /// <param name="body">Body of the webhook, unchanged.</param>
    /// <param name="refreshLookup">Whether a lookup service is configured that must be told.</param>
    /// <param name="token">Cancels the call.</param>
    /// <returns>The event that still needs processing. Null if it was processed completely.</returns>
    public async Task<long?> ReceiveUserActionAsync(string body, bool refreshLookup, CancellationToken token) =>
        await CallAsync(pools.Webhooks, ReceiveUserAction, token, Text(body), new NpgsqlParameter<bool> { TypedValue = refreshLookup }) as long?;

    /// <summary>Processes the rest of a stored event.</summary>
    public Task ActOnEventAsync(long id, bool refreshLookup, CancellationToken token) =>
        CallAsync(pools.Webhooks, ActOnEvent, token, Number(id), new NpgsqlParameter<bool> { TypedValue = refreshLookup });

    /// <summary>Stores a webhook of the rule on admins' comments and processes it.</summary>
    public Task ReceiveAdminActionAsync(string? action, string body, CancellationToken token) =>
        RunAsync(pools.Webhooks, ReceiveAdminAction, token, Text(action), Text(body));

    /// <summary>Processes one stored event again. Null if there is none left.</summary>
    /// <param name="id">Id of the event. Null: the next one since a time.</param>
    /// <param name="since">Start of the period.</param>
    /// <param name="after">The result for the previous event.</param>
    /// <param name="token">Cancels the call.</param>
    public async Task<ReplayedEvent?> ReplayEventAsync(long? id, DateTimeOffset? since, ReplayedEvent? after, CancellationToken token)
    {
        NpgsqlParameter[] parameters =
        [
            new() { Value = id ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            new() { Value = since?.ToUniversalTime() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new()
            {
                Value = after is null ? DBNull.Value : JsonSerializer.Serialize(after, WebhookJson.Default.ReplayedEvent),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            },
        ];
        return await RunAsync(pools.Team, ReplayEvent, token, parameters) is string json
            ? JsonSerializer.Deserialize(json, WebhookJson.Default.ReplayedEvent)
            : null;
    }
}
