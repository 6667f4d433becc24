using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Outlier.Migrator;

namespace Outlier.Tests.Faults.Patroni;

/// <summary>Three servers under Patroni on this machine, by <c>deploy/patroni/cluster.sh</c>, gone when the test ends.</summary>
internal sealed class PatroniCluster : IAsyncDisposable
{
    // What the script ends with where the packages cannot be had.
    private const int Skipped = 77;

    private static readonly string Script = Repository.PathTo("deploy", "patroni", "cluster.sh");
    private readonly string folder;
    private readonly int port;

    private PatroniCluster(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
    }

    /// <summary>The executor's, with all servers or through HAProxy.</summary>
    public string ConnectionString { get; private set; } = string.Empty;

    /// <summary>Of an administrator, unpooled: to whichever server is the primary.</summary>
    public string Administrator { get; private set; } = string.Empty;

    /// <param name="isSynchronous">Commits wait for a standby.</param>
    /// <param name="isProxied">The executor reaches the primary through HAProxy.</param>
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
            // Of two servers that believe to be the primary, HAProxy knows which one is.
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

    /// <summary>One verb of the script, which must not fail; returns what it printed.</summary>
    public async Task<string> RunAsync(params string[] verb)
    {
        var (exitCode, output) = await TryRunAsync(verb);
        Assert.That(exitCode, Is.Zero, $"{string.Join(' ', verb)}: {output}");
        return output.Trim();
    }

    /// <summary>As the primary, as soon as there is one.</summary>
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

    // Thirty in a row that nobody listens on, below those that the system gives out.
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
                // Somebody else's.
            }
        }
    }
}
