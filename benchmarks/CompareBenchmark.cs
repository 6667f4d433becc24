using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Outlier.Simulator;
using Outlier.Tests.Support;

namespace Outlier.Benchmarks;

/// <summary>
/// Compares Outlier, a bare HttpClient and two job queues for PostgreSQL. They take turns with the same simulator and
/// the same server.
/// </summary>
internal static class CompareBenchmark
{
    private static readonly (string Name, string Script)[] Peers = [("graphile-worker", "graphile.mjs"), ("pg-boss", "pgboss.mjs")];

    /// <param name="messages">Number of messages that each sends.</param>
    /// <param name="rounds">Number of turns that each has.</param>
    /// <param name="token">Cancels the benchmark.</param>
    /// <returns>0 if Outlier reached its required share of the bare client's rate.</returns>
    public static async Task<int> RunAsync(int messages, int rounds, CancellationToken token)
    {
        var folder = Path.Combine(Repository.Root, "benchmarks", "peers");
        await NodeAsync("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"], folder, [], token);
        var bare = new List<double>();
        var ours = new List<double>();
        var peers = Peers.ToDictionary(peer => peer.Name, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            var (client, outlier) = await SendBenchmark.MeasureAsync(messages, token);
            bare.Add(client);
            ours.Add(outlier.Rate);
            foreach (var (name, script) in Peers)
            {
                peers[name].Add(await PeerAsync(folder, script, messages, token));
            }
        }

        var floor = Median(bare);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{messages} messages each, the median of {rounds}"));
        Print("bare HttpClient, nothing recorded", floor, floor);
        Print("Outlier", Median(ours), floor);
        foreach (var (name, rates) in peers)
        {
            Print(name + ", one row recorded", Median(rates), floor);
        }

        return SendBenchmark.IsWithinBound(Median(ours), floor) ? 0 : 1;
    }

    private static void Print(string what, double rate, double floor) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-36}{rate,7:0} a second{rate / floor,8:P0}"));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<double> PeerAsync(string folder, string script, int messages, CancellationToken token)
    {
        var options = new SimulatorOptions { Quotas = [], MaxConcurrent = 0, KeepCalls = 0, UserActionWebhooks = false };
        await using var simulator = await SimulatorHost.StartAsync(options);
        await using var database = await TestDatabase.CreateEmptyAsync();
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var output = await NodeAsync(
            "node",
            [script],
            folder,
            new(StringComparer.Ordinal)
            {
                ["JOBS"] = messages.ToString(CultureInfo.InvariantCulture),
                ["SIMULATOR"] = simulator.Address.ToString(),
                ["DATABASE_URL"] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"postgres://{server.Username}:{Uri.EscapeDataString(server.Password ?? string.Empty)}@{server.Host}:{server.Port}/{server.Database}"),
            },
            token);
        if (simulator.State.SentCount != messages)
        {
            throw new InvalidOperationException($"{script} sent {simulator.State.SentCount} texts instead of {messages}.");
        }

        return double.Parse(output, CultureInfo.InvariantCulture);
    }

    private static async Task<string> NodeAsync(
        string program, string[] arguments, string folder, Dictionary<string, string> environment, CancellationToken token)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var output = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
