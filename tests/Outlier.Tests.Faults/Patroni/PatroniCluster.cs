using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Outlier.Migrator;

namespace Outlier.Tests.Faults.Patroni;

/// <summary>
/// Three local servers under Patroni, started by <c>deploy/patroni/cluster.sh</c>. They are removed when the test ends.
/// </summary>
internal sealed class PatroniCluster : IAsyncDisposable
{
    // Exit code of the script if the packages are not available.
    private const int Skipped = 77;

    private static readonly string Script = Repository.PathTo("deploy", "patroni", "cluster.sh");
    private readonly string folder;
    private readonly int port;

    private PatroniCluster(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
    }

    /// <summary>The executor's connection string. It lists all servers, or names HAProxy.</summary>
    public string ConnectionString { get; private set; } = string.Empty;

    /// <summary>An administrator's connection string, unpooled. It leads to the current primary.</summary>
    public string Administrator { get; private set; } = string.Empty;

    /// <param name="isSynchronous">Whether commits wait for a standby.</param>
    /// <param name="isProxied">Whether the executor reaches the primary through HAProxy.</param>
    public static async Task<PatroniCluster> StartAsync(bool isSynchronous, bool isProxied)
    {
        var root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var cluster = new PatroniCluster(Path.Combine(root, $"outlier-patroni-{Guid.NewGuid():N}"), FreePorts());
        try
        {
            var (exitCode, output) = await cluster.TryRunAsync(isSynchronous ? ["up"] : ["up", "--asynchronous"]);
            if (exitCode == Skipped)
            {
                Assert.Ignore(output);
            }

            Assert.That(exitCode, Is.Zero, output);
            var servers = (await cluster.RunAsync("connection")).Trim();
            // If two servers consider themselves primary, only HAProxy knows the right one.
            var way = isProxied ? (await cluster.RunAsync("connection", "--haproxy")).Trim() : servers;
            cluster.Administrator = way + ";Username=postgres;Pooling=false;Timeout=3;Command Timeout=10";
            cluster.ConnectionString = way + ";Username=outlier_executor;Timeout=5;Command Timeout=15";
            DatabaseMigrator.Run(new MigrationOptions(servers + ";Username=postgres"));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one command of the script and returns its output. The command must succeed.</summary>
    public async Task<string> RunAsync(params string[] verb)
    {
        var (exitCode, output) = await TryRunAsync(verb);
        Assert.That(exitCode, Is.Zero, $"{string.Join(' ', verb)}: {output}");
        return output.Trim();
    }

    /// <summary>Reads a value from the primary. Waits until there is a primary.</summary>
    public async Task<T?> ReadAsync<T>(string sql)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await Sql.ScalarAsync<T>(Administrator, sql);
            }
            catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException && watch.Elapsed < Newsroom.Limit)
            {
                await Task.Delay(200);
            }
        }
    }

    public async ValueTask DisposeAsync() => await TryRunAsync("down");

    private Task<(int ExitCode, string Output)> TryRunAsync(params string[] verb) => Shell.TryRunAsync(
        "env",
        [
            $"OUTLIER_PATRONI_FOLDER={folder}",
            string.Create(CultureInfo.InvariantCulture, $"OUTLIER_PATRONI_PORT={port}"),
            "bash", Script, .. verb,
        ]);

    // Thirty consecutive free ports, below the range that the system assigns by itself.
    private static int FreePorts()
    {
        for (var first = 20000 + (Environment.ProcessId % 200 * 50); ; first += 50)
        {
            try
            {
                foreach (var offset in Enumerable.Range(0, 30))
                {
                    using var listener = new TcpListener(IPAddress.Loopback, first + offset);
                    listener.Start();
                }

                return first;
            }
            catch (SocketException)
            {
                // Another program uses this port.
            }
        }
    }
}
