using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Outlier.Tests.Support;

/// <summary>A local pgbouncer in front of a server, on a free port. It is stopped when the test ends.</summary>
public sealed class Pooler : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private Pooler(Process process, string folder, string connectionString)
    {
        _process = process;
        _folder = folder;
        ConnectionString = connectionString;
    }

    /// <summary>Path of pgbouncer. Null if it is not installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, "pgbouncer")).FirstOrDefault(File.Exists);

    /// <summary>Connection string to the same database through pgbouncer.</summary>
    public string ConnectionString { get; }

    /// <param name="connectionString">Connection string of the server.</param>
    /// <param name="mode">Pool mode of pgbouncer: transaction or session.</param>
    /// <param name="size">Largest number of connections to the server.</param>
    public static async Task<Pooler> StartAsync(string connectionString, string mode, int size = 20)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var folder = Directory.CreateTempSubdirectory("outlier-pooler-").FullName;
        var port = FreePort();
        var file = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(Path.Combine(folder, "users.txt"), $"\"{server.Username}\" \"{server.Password}\"\n");
        await File.WriteAllTextAsync(
            file,
            $"""
             [databases]
             * = host={server.Host} port={server.Port}
             [pgbouncer]
             listen_addr = 127.0.0.1
             listen_port = {port.ToString(CultureInfo.InvariantCulture)}
             unix_socket_dir =
             auth_type = trust
             auth_file = {folder}/users.txt
             pool_mode = {mode}
             default_pool_size = {size.ToString(CultureInfo.InvariantCulture)}
             ignore_startup_parameters = extra_float_digits

             """);
        if (AsUser.IsNeeded)
        {
            await Shell.RunAsync("chown", "-R", $"{AsUser.Name}:", folder);
        }

        var (program, arguments) = AsUser.Run(Program!, ["-q", file]);
        var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = Path.GetTempPath() })!;
        var pooler = new Pooler(process, folder, new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = port, Pooling = false }.ConnectionString);
        await pooler.AnswersAsync();
        return pooler;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Repeats the query until pgbouncer answers or has ended.
    private async Task AnswersAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await Sql.ScalarAsync<int>(ConnectionString, "select 1");
                return;
            }
            catch (NpgsqlException) when (!_process.HasExited && !limit.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
