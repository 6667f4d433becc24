using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Outlier.Tests.Support;

/// <summary>A cluster of the installed PostgreSQL in a temporary folder. It is removed when the tests end.</summary>
internal sealed class ThrowawayCluster : TestServer
{
    private const string Memory = "/dev/shm";
    private const long Room = 8L * 1024 * 1024 * 1024;

    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private readonly int _port;
    private bool _stopped;

    private ThrowawayCluster(PostgresBinaries binaries, string folder, int port)
    {
        _binaries = binaries;
        _folder = folder;
        _port = port;
    }

    public override string Description => $"a throwaway cluster of PostgreSQL {_binaries.Major} ({_binaries.Folder})";

    public override string ConnectionString =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = "postgres", Database = "postgres" }.ConnectionString;

    public override bool IsOnThisMachine => true;

    public static async Task<ThrowawayCluster> StartNewAsync()
    {
        var binaries = await PostgresBinaries.FindAsync();
        var folder = NewFolder();
        var cluster = new ThrowawayCluster(binaries, folder, FreePort());
        try
        {
            if (AsUser.IsNeeded)
            {
                await Shell.RunAsync("chown", $"{AsUser.Name}:", folder);
            }

            await cluster.RunAsync("initdb", "-D", cluster.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--lc-collate=C", "--no-sync");
            await cluster.ServeAsync();
            AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.StopAsync().AsTask().GetAwaiter().GetResult();
            cluster.Watch();
            return cluster;
        }
        catch
        {
            await cluster.StopAsync();
            throw;
        }
    }

    private string Data => Path.Combine(_folder, "data");

    private string Log => Path.Combine(_folder, "server.log");

    public override async Task<(int ExitCode, string Output)?> RunToolAsync(string program, params string[] arguments) =>
        await Shell.TryRunAsync(_binaries.PathTo(program), ["-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", .. arguments]);

    public override async Task<bool> RestartAsync(string mode, Func<string, Task>? meanwhile = null)
    {
        var (program, arguments) = AsUser.Run(_binaries.PathTo("pg_ctl"), ["-D", Data, "-m", mode, "-w", "stop"]);
        await Shell.TryRunAsync(program, arguments);
        if (meanwhile is not null)
        {
            await meanwhile(Data);
        }

        await ServeAsync();
        return true;
    }

    protected override async Task<string?> ReadLogAsync() => await File.ReadAllTextAsync(Log);

    protected override async ValueTask StopAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        var (program, arguments) = AsUser.Run(_binaries.PathTo("pg_ctl"), ["-D", Data, "-m", "immediate", "-w", "stop"]);
        await Shell.TryRunAsync(program, arguments);
        Directory.Delete(_folder, recursive: true);
    }

    private static string NewFolder()
    {
        if (!InMemory || !OperatingSystem.IsLinux() || !Directory.Exists(Memory) || new DriveInfo(Memory).AvailableFreeSpace < Room)
        {
            return Directory.CreateTempSubdirectory("outlier-test-").FullName;
        }

        var folder = Path.Combine(Memory, $"outlier-test-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        string[] where = [$"port={_port.ToString(CultureInfo.InvariantCulture)}", "listen_addresses=127.0.0.1", $"unix_socket_directories={_folder}"];
        var settings = string.Join(' ', where.Concat(ServerSettings.For(_binaries.HasCron)).Select(setting => $"-c {setting}"));
        try
        {
            await RunAsync("pg_ctl", "-D", Data, "-l", Log, "-o", settings, "-w", "start");
        }
        catch (InvalidOperationException exception) when (File.Exists(Log))
        {
            throw new InvalidOperationException($"{exception.Message}\n{await File.ReadAllTextAsync(Log)}", exception);
        }
    }

    private Task<string> RunAsync(string program, params string[] arguments)
    {
        var (command, all) = AsUser.Run(_binaries.PathTo(program), arguments);
        return Shell.RunAsync(command, all);
    }

    // Starts a script that stops the server if this process is killed.
    private void Watch()
    {
        const string Script =
            "(while kill -0 $1; do sleep 2; done; if [ -d $2 ]; then kill -QUIT $(head -n 1 $2/data/postmaster.pid); sleep 1; rm -rf $2; fi) "
            + ">/dev/null 2>&1 </dev/null &";
        string[] arguments = ["-c", Script, "watch", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), _folder];
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", arguments) { UseShellExecute = false, WorkingDirectory = Path.GetTempPath() });
    }
}
