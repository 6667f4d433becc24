using System.Text.Json;
using Npgsql;
using Outlier.Executor.Telemetry;

namespace Outlier.Executor.Database;

/// <summary>Calls in which the delivery of messages may be settled.</summary>
internal sealed partial class OutlierApi
{
    private const string WatchSettled =
        "select api.watch_settled()";

    private const string SettledMessages =
        "select api.settled_messages()";

    /// <summary>Makes a call, and where traces are wanted asks in the same transaction what it settled.</summary>
    private static async Task<object?> CallAsync(NpgsqlDataSource database, string statement, CancellationToken token, params NpgsqlParameter[] parameters)
    {
        if (!MessageTraces.AreWanted)
        {
            return await RunAsync(database, statement, token, parameters);
        }

        var call = new NpgsqlBatchCommand(statement);
        call.Parameters.AddRange(parameters);
        // What is sent together is one transaction.
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
