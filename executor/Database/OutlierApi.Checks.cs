using System.Text.Json;
using Npgsql;
using Outlier.Executor.Checks;
using Outlier.Executor.Queues;
using Outlier.Executor.Status;
using Outlier.Executor.Telemetry;

namespace Outlier.Executor.Database;

/// <summary>Calls of <c>outlier check</c>, <c>outlier status</c> and the metrics.</summary>
internal sealed partial class OutlierApi
{
    private const string CheckInstallation =
        "select api.check_installation()";

    private const string Metrics =
        "select api.read_metrics()";

    private const string ReadFunctions =
        "select api.read_functions()";

    private const string ReadReadiness =
        "select api.read_readiness(p_word => $1)";

    private const string Process =
        "select pg_catalog.pg_backend_pid()";

    private const string ReadStatus =
        "select api.read_status()";

    private const string Ring =
        "select api.ring(p_word => $1)";

    /// <summary>Reads the values of the metrics.</summary>
    public IReadOnlyList<MetricSample> ReadMetrics()
    {
        using var command = pools.Sending.CreateCommand(Metrics);
        return JsonSerializer.Deserialize((string)command.ExecuteScalar()!, MetricJson.Default.IReadOnlyListMetricSample)!;
    }

    /// <summary>Returns the reasons why a message that is queued now might not be sent. Empty if the database knows of none.</summary>
    /// <param name="word">The word of the notification that all executors get.</param>
    /// <param name="token">Cancels the call.</param>
    public Task<IReadOnlyList<string>> ReadReadinessAsync(string word, CancellationToken token) =>
        ReadAsync(pools.Sending, ReadReadiness, QueueJson.Default.IReadOnlyListString, token, Text(word));

    /// <summary>Reads the current status.</summary>
    public Task<StatusReport> ReadStatusAsync(CancellationToken token) => ReadAsync(pools.Team, ReadStatus, StatusJson.Default.StatusReport, token);

    /// <summary>Reads the database's report for the checks.</summary>
    public Task<InstallationReport> CheckInstallationAsync(CancellationToken token) =>
        ReadAsync(pools.Team, CheckInstallation, CheckJson.Default.InstallationReport, token);

    /// <summary>Reads the functions of the database and their hashes.</summary>
    public Task<IReadOnlyList<InstalledFunction>> ReadFunctionsAsync(CancellationToken token) =>
        ReadAsync(pools.Team, ReadFunctions, CheckJson.Default.IReadOnlyListInstalledFunction, token);

    /// <summary>Whether a pooler stands between a connection and the server.</summary>
    public static async Task<bool> IsPooledAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(Process, connection);
        return (int)(await command.ExecuteScalarAsync(token))! != connection.ProcessID;
    }

    /// <summary>Listens on one connection, and then sends a notification with a word on another.</summary>
    public async Task RingAfterListeningAsync(NpgsqlConnection connection, string word, CancellationToken token)
    {
        await using (var listen = new NpgsqlCommand(Listen, connection))
        {
            await listen.ExecuteNonQueryAsync(token);
        }

        await RunAsync(pools.Team, Ring, token, Text(word));
    }
}
