using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Outlier.Executor.Queues;
using Outlier.Executor.Requests;

namespace Outlier.Executor.Database;

/// <summary>Every statement that this program sends to the database.</summary>
internal sealed partial class OutlierApi(NpgsqlDataSource database)
{
    public const string Listen = "listen outlier";

    private const string ClaimMessages =
        "select api.claim_messages(p_queue => $1, p_worker => $2, p_limit => $3)";

    private const string RecordMessages =
        "select api.record_messages(p_queue => $1, p_results => $2)";

    private const string ClaimRequests =
        "select api.claim_requests(p_worker => $1, p_limit => $2)";

    private const string RecordRequests =
        "select api.record_requests(p_results => $1)";

    private const string SchemaVersion =
        "select api.schema_version()";

    /// <summary>Claims up to <paramref name="limit"/> due messages for a worker.</summary>
    public async Task<ClaimedMessages> ClaimMessagesAsync(string queue, string worker, int limit, CancellationToken token)
    {
        var command = database.CreateCommand(ClaimMessages);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = queue });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = worker });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
            var json = (string)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
            return JsonSerializer.Deserialize(json, QueueJson.Default.ClaimedMessages)!;
        }
    }

    /// <summary>Hands in what came of claimed messages; returns how many results counted.</summary>
    public async Task<int> RecordMessagesAsync(string queue, IReadOnlyList<SendResult> results, CancellationToken token) =>
        (int)(await CallAsync(
            RecordMessages,
            token,
            new NpgsqlParameter<string> { TypedValue = queue },
            new NpgsqlParameter<string>
            {
                TypedValue = JsonSerializer.Serialize(results, QueueJson.Default.IReadOnlyListSendResult),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }).ConfigureAwait(false))!;

    /// <summary>Claims up to <paramref name="limit"/> calls for a worker.</summary>
    public async Task<ClaimedRequests> ClaimRequestsAsync(string worker, int limit, CancellationToken token)
    {
        var command = database.CreateCommand(ClaimRequests);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = worker });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
            var json = (string)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
            return JsonSerializer.Deserialize(json, RequestJson.Default.ClaimedRequests)!;
        }
    }

    /// <summary>Hands in the answers to claimed calls; returns how many counted.</summary>
    public async Task<int> RecordRequestsAsync(IReadOnlyList<RequestResult> results, CancellationToken token) =>
        (int)(await CallAsync(
            RecordRequests,
            token,
            new NpgsqlParameter<string>
            {
                TypedValue = JsonSerializer.Serialize(results, RequestJson.Default.IReadOnlyListRequestResult),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }).ConfigureAwait(false))!;

    /// <summary>The newest migration of the database, and the digest of all its scripts.</summary>
    public async Task<DatabaseVersion> SchemaVersionAsync(CancellationToken token)
    {
        var command = database.CreateCommand(SchemaVersion);
        await using (command.ConfigureAwait(false))
        {
            var json = (string)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
            return JsonSerializer.Deserialize(json, QueueJson.Default.DatabaseVersion)!;
        }
    }
}
