using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Outlier.Executor.Webhooks;

namespace Outlier.Executor.Database;

/// <summary>Missive's webhooks: as they come, and again.</summary>
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

    /// <summary>Stores a webhook of a Missive rule, and has it acted on.</summary>
    /// <param name="body">As it came.</param>
    /// <param name="refreshLookup">Whether there is a lookup service to be told.</param>
    /// <param name="token">Gives up waiting.</param>
    /// <returns>The event of which something is still to be acted on; null: everything has been.</returns>
    public async Task<long?> ReceiveUserActionAsync(string body, bool refreshLookup, CancellationToken token) =>
        await CallAsync(pools.Webhooks, ReceiveUserAction, token, Text(body), new NpgsqlParameter<bool> { TypedValue = refreshLookup }) as long?;

    /// <summary>Acts on what is still to be acted on of a stored event.</summary>
    public Task ActOnEventAsync(long id, bool refreshLookup, CancellationToken token) =>
        CallAsync(pools.Webhooks, ActOnEvent, token, Number(id), new NpgsqlParameter<bool> { TypedValue = refreshLookup });

    /// <summary>Stores the webhook of a rule on an admin's comment, and has it acted on.</summary>
    public Task ReceiveAdminActionAsync(string? action, string body, CancellationToken token) =>
        RunAsync(pools.Webhooks, ReceiveAdminAction, token, Text(action), Text(body));

    /// <summary>Acts again on one stored event; null where there is none left.</summary>
    /// <param name="id">This one; null: the next since a time.</param>
    /// <param name="since">From when on.</param>
    /// <param name="after">The answer about the one before.</param>
    /// <param name="token">Gives up waiting.</param>
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
