using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;
using NpgsqlTypes;
using Outlier.Executor.Queues;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Database;

/// <summary>All statements that the executor sends to the database.</summary>
/// <param name="pools">Connection pools.</param>
/// <param name="standby">Decides whether a standby answers reads. Null: the primary answers all of them.</param>
/// <param name="http">The current HTTP request, from which the database learns the caller. Null in a command.</param>
internal sealed partial class OutlierApi(DatabasePools pools, StandbyReads? standby = null, IHttpContextAccessor? http = null)
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
    public Task<ClaimedMessages> ClaimMessagesAsync(string queue, string worker, int limit, CancellationToken token) =>
        ReadAsync(
            pools.Sending, ClaimMessages, QueueJson.Default.ClaimedMessages, token, Text(queue), Text(worker), new NpgsqlParameter<int> { TypedValue = limit });

    /// <summary>Records the outcomes of claimed messages.</summary>
    /// <returns>The results that counted, and those that must be recorded again.</returns>
    public async Task<RecordedMessages> RecordMessagesAsync(string queue, IReadOnlyList<SendResult> results, CancellationToken token)
    {
        var json = (string)(await CallAsync(
            pools.Sending,
            RecordMessages,
            token,
            Text(queue),
            Jsonb(JsonSerializer.Serialize(results, QueueJson.Default.IReadOnlyListSendResult))))!;
        return JsonSerializer.Deserialize(json, QueueJson.Default.RecordedMessages)!;
    }

    /// <summary>Claims up to <paramref name="limit"/> due calls for a worker.</summary>
    public Task<ClaimedRequests> ClaimRequestsAsync(string worker, int limit, CancellationToken token) =>
        ReadAsync(pools.Sending, ClaimRequests, RequestJson.Default.ClaimedRequests, token, Text(worker), new NpgsqlParameter<int> { TypedValue = limit });

    /// <summary>Records the answer to one claimed call. Returns whether it counted.</summary>
    public async Task<bool> RecordRequestAsync(RequestResult result, CancellationToken token) =>
        (bool)(await CallAsync(pools.Sending, RecordRequest, token, Jsonb(JsonSerializer.Serialize(result, RequestJson.Default.RequestResult))))!;

    /// <summary>Reports that claims from a queue fail repeatedly, or that they succeed again.</summary>
    /// <param name="queue">The queue's name in notifications.</param>
    /// <param name="error">Why they fail. Null if they succeed.</param>
    /// <param name="token">Cancels the call.</param>
    public Task ReportClaimsAsync(string queue, string? error, CancellationToken token) =>
        RunAsync(pools.Sending, ReportClaims, token, Text(queue), Text(error));

    /// <summary>Reads the version of the schema and the range of programs that it serves.</summary>
    public Task<DatabaseVersion> SchemaVersionAsync(CancellationToken token) =>
        ReadAsync(pools.Sending, SchemaVersion, QueueJson.Default.DatabaseVersion, token);

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<long> Number(long value) => new NpgsqlParameter<long> { TypedValue = value };

    private static NpgsqlParameter<string> Jsonb(string value) => new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static async Task<object?> RunAsync(NpgsqlDataSource database, string statement, CancellationToken token, params NpgsqlParameter[] parameters)
    {
        await using var command = database.CreateCommand(statement);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteScalarAsync(token);
    }

    private static async Task<T> ReadAsync<T>(
        NpgsqlDataSource database, string statement, JsonTypeInfo<T> type, CancellationToken token, params NpgsqlParameter[] parameters) =>
        JsonSerializer.Deserialize((string)(await RunAsync(database, statement, token, parameters))!, type)!;
}
