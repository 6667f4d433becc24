using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Outlier.Executor.Queues;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Database;

/// <summary>Every statement that this program sends to the database.</summary>
/// <param name="pools">Connections.</param>
/// <param name="http">The request that is being answered, so that the database learns who asks. Null: a command.</param>
internal sealed partial class OutlierApi(DatabasePools pools, IHttpContextAccessor? http = null)
{
    public const string Listen = "listen outlier";

    private const string ClaimMessages =
        "select api.claim_messages(p_queue => $1, p_worker => $2, p_limit => $3)";

    private const string RecordMessages =
        "select api.record_messages(p_queue => $1, p_results => $2)";

    private const string ClaimRequests =
        "select api.claim_requests(p_worker => $1, p_limit => $2)";

    private const string RecordRequest =
        "select api.record_request(p_result => $1)";

    private const string ReportClaims =
        "select api.report_claims(p_queue => $1, p_error => $2)";

    private const string SchemaVersion =
        "select api.schema_version()";

    /// <summary>Claims up to <paramref name="limit"/> due messages for a worker.</summary>
    public async Task<ClaimedMessages> ClaimMessagesAsync(string queue, string worker, int limit, CancellationToken token)
    {
        await using var command = pools.Sending.CreateCommand(ClaimMessages);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = queue });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = worker });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var json = (string)(await command.ExecuteScalarAsync(token))!;
        return JsonSerializer.Deserialize(json, QueueJson.Default.ClaimedMessages)!;
    }

    /// <summary>Hands in what came of claimed messages.</summary>
    /// <returns>Which results counted, and which must be handed in again.</returns>
    public async Task<RecordedMessages> RecordMessagesAsync(string queue, IReadOnlyList<SendResult> results, CancellationToken token)
    {
        var json = (string)(await CallAsync(
            pools.Sending,
            RecordMessages,
            token,
            new NpgsqlParameter<string> { TypedValue = queue },
            new NpgsqlParameter<string>
            {
                TypedValue = JsonSerializer.Serialize(results, QueueJson.Default.IReadOnlyListSendResult),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }))!;
        return JsonSerializer.Deserialize(json, QueueJson.Default.RecordedMessages)!;
    }

    /// <summary>Claims up to <paramref name="limit"/> calls for a worker.</summary>
    public async Task<ClaimedRequests> ClaimRequestsAsync(string worker, int limit, CancellationToken token)
    {
        await using var command = pools.Sending.CreateCommand(ClaimRequests);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = worker });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var json = (string)(await command.ExecuteScalarAsync(token))!;
        return JsonSerializer.Deserialize(json, RequestJson.Default.ClaimedRequests)!;
    }

    /// <summary>Hands in the answer to one claimed call; returns whether it counted.</summary>
    public async Task<bool> RecordRequestAsync(RequestResult result, CancellationToken token) =>
        (bool)(await CallAsync(
            pools.Sending,
            RecordRequest,
            token,
            new NpgsqlParameter<string>
            {
                TypedValue = JsonSerializer.Serialize(result, RequestJson.Default.RequestResult),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }))!;

    /// <summary>Tells that claims from a queue fail again and again, or that they succeed.</summary>
    /// <param name="queue">As notifications call it.</param>
    /// <param name="error">Why they fail; null: they succeed.</param>
    /// <param name="token">Gives up waiting.</param>
    public async Task ReportClaimsAsync(string queue, string? error, CancellationToken token)
    {
        await using var command = pools.Sending.CreateCommand(ReportClaims);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = queue });
        command.Parameters.Add(Text(error));
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>The version of the database, and the programs that it serves.</summary>
    public async Task<DatabaseVersion> SchemaVersionAsync(CancellationToken token)
    {
        await using var command = pools.Sending.CreateCommand(SchemaVersion);
        var json = (string)(await command.ExecuteScalarAsync(token))!;
        return JsonSerializer.Deserialize(json, QueueJson.Default.DatabaseVersion)!;
    }
}
