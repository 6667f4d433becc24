using System.Text.Json;
using Npgsql;
using Outlier.Executor.Checks;
using Outlier.Executor.Queues;
using Outlier.Executor.Status;
using Outlier.Executor.Telemetry;

namespace Outlier.Executor.Database;

/// <summary>What <c>outlier check</c>, <c>outlier status</c> and those who scrape metrics ask.</summary>
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

    /// <summary>Values for the operator's metrics.</summary>
    public IReadOnlyList<MetricSample> ReadMetrics()
    {
        using var command = pools.Sending.CreateCommand(Metrics);
        return JsonSerializer.Deserialize((string)command.ExecuteScalar()!, MetricJson.Default.IReadOnlyListMetricSample)!;
    }

    /// <summary>Why a message that is queued now might not be sent, as far as the database knows; empty: nothing is wrong.</summary>
    /// <param name="word">All executors are rung with it.</param>
    /// <param name="token">Gives up waiting.</param>
    public Task<IReadOnlyList<string>> ReadReadinessAsync(string word, CancellationToken token) =>
        ReadAsync(pools.Sending, ReadReadiness, QueueJson.Default.IReadOnlyListString, token, Text(word));

    /// <summary>How everything stands now.</summary>
    public Task<StatusReport> ReadStatusAsync(CancellationToken token) => ReadAsync(pools.Team, ReadStatus, StatusJson.Default.StatusReport, token);

    /// <summary>What the database says of itself.</summary>
    public Task<InstallationReport> CheckInstallationAsync(CancellationToken token) =>
        ReadAsync(pools.Team, CheckInstallation, CheckJson.Default.InstallationReport, token);

    /// <summary>The functions that the database runs.</summary>
    public Task<IReadOnlyList<InstalledFunction>> ReadFunctionsAsync(CancellationToken token) =>
        ReadAsync(pools.Team, ReadFunctions, CheckJson.Default.IReadOnlyListInstalledFunction, token);

    /// <summary>Whether a pooler stands between a connection and the server.</summary>
    public static async Task<bool> IsPooledAsync(NpgsqlConnection connection, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(Process, connection);
        return (int)(await command.ExecuteScalarAsync(token))! != connection.ProcessID;
    }

    /// <summary>Listens on a connection, and then rings with a word on another.</summary>
    public async Task RingAfterListeningAsync(NpgsqlConnection connection, string word, CancellationToken token)
    {
        await using (var listen = new NpgsqlCommand(Listen, connection))
        {
            await listen.ExecuteNonQueryAsync(token);
        }

        await RunAsync(pools.Team, Ring, token, Text(word));
    }
}
