using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Outlier.Tests.Support;

/// <summary>A streaming standby of a local server. It is removed when the test ends.</summary>
public sealed class Standby : IAsyncDisposable
{
    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private readonly int _port;

    private Standby(PostgresBinaries binaries, string folder, int port)
    {
        _binaries = binaries;
        _folder = folder;
        _port = port;
    }

    private string Data => Path.Combine(_folder, "data");

    /// <param name="primary">The server to replicate.</param>
    public static async Task<Standby> StartAsync(TestServer primary)
    {
        var server = new NpgsqlConnectionStringBuilder(primary.ConnectionString);
        var standby = new Standby(await PostgresBinaries.FindAsync(), Directory.CreateTempSubdirectory("outlier-standby-").FullName, FreePort());
        try
        {
            if (AsUser.IsNeeded)
            {
                await Shell.RunAsync("chown", $"{AsUser.Name}:", standby._folder);
            }

            await standby.RunAsync(
                "pg_basebackup", "-D", standby.Data, "-h", server.Host!, "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-U", server.Username!,
                "-R", "-X", "stream", "-c", "fast", "--no-sync");
            string[] settings =
            [
                $"port={standby._port.ToString(CultureInfo.InvariantCulture)}", "listen_addresses=127.0.0.1", $"unix_socket_directories={standby._folder}",
                .. ServerSettings.For(standby._binaries.HasCron),
            ];
            await standby.RunAsync(
                "pg_ctl", "-D", standby.Data, "-l", Path.Combine(standby._folder, "server.log"), "-o", string.Join(' ', settings.Select(setting => $"-c {setting}")), "-w", "start");
            return standby;
        }
        catch
        {
            await standby.DisposeAsync();
            throw;
        }
    }

    /// <summary>Converts a connection string of the primary into one of the standby.</summary>
    public string ConnectionString(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = _port }.ConnectionString;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var (program, arguments) = AsUser.Run(_binaries.PathTo("pg_ctl"), ["-D", Data, "-m", "immediate", "-w", "stop"]);
        await Shell.TryRunAsync(program, arguments);
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<string> RunAsync(string program, params string[] arguments)
    {
        var (command, all) = AsUser.Run(_binaries.PathTo(program), arguments);
        return Shell.RunAsync(command, all);
    }
}
