using System.Text.Json;
using Npgsql;
using Outlier.Executor.Telemetry;

namespace Outlier.Executor.Database;

/// <summary>Calls in which deliveries may be settled.</summary>
internal sealed partial class OutlierApi
{
    private const string WatchSettled =
        "select api.watch_settled()";

    private const string SettledMessages =
        "select api.settled_messages()";

    /// <summary>Makes a call. If traces are on, it also reads the deliveries that the call settled, in the same transaction.</summary>
    private static async Task<object?> CallAsync(NpgsqlDataSource database, string statement, CancellationToken token, params NpgsqlParameter[] parameters)
    {
        if (!MessageTraces.AreWanted)
        {
            return await RunAsync(database, statement, token, parameters);
        }

        var call = new NpgsqlBatchCommand(statement);
        call.Parameters.AddRange(parameters);
        // All statements of a batch are one transaction.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(WatchSettled));
        batch.BatchCommands.Add(call);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(SettledMessages));
        await using var reader = await batch.ExecuteReaderAsync(token);
        await reader.NextResultAsync(token);
        var value = await reader.ReadAsync(token) ? reader.GetValue(0) : null;
        await reader.NextResultAsync(token);
        await reader.ReadAsync(token);
        MessageTraces.Settled(JsonSerializer.Deserialize(reader.GetString(0), MetricJson.Default.IReadOnlyListSettledMessage)!);
        return value;
    }
}
