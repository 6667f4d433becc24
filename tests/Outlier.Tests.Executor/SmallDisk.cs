using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>
/// A separate file system for a database, which a test can fill. It requires root and a local server.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Filler = "filler";
    private readonly string folder;
    private readonly string tablespace;
    private TestDatabase? database;

    private SmallDisk(string folder, string tablespace)
    {
        this.folder = folder;
        this.tablespace = tablespace;
    }

    /// <summary>Mounts the file system. If that is impossible, the test is skipped.</summary>
    public static async Task<SmallDisk> MountAsync()
    {
        var server = await TestDatabase.ServerAsync();
        var mount = Directory.CreateTempSubdirectory("outlier-small-").FullName;
        var (exitCode, output) = server.IsOnThisMachine
            ? await Shell.TryRunAsync("mount", "-t", "tmpfs", "-o", "size=80m,mode=0777", "tmpfs", mount)
            : (1, "the server is not on this machine");
        if (exitCode != 0)
        {
            Directory.Delete(mount);
            Assert.Ignore($"A small disk needs root and a server on this machine: {output}");
        }

        var disk = new SmallDisk(mount, $"small_{Guid.NewGuid():N}"[..20]);
        // PostgreSQL requires a folder that its own user owns, so it gets one inside the mount.
        var files = Path.Combine(mount, "files");
        Directory.CreateDirectory(files);
        await Shell.TryRunAsync("chown", "postgres:", files);
        await server.ExecuteAsync($"create tablespace {disk.tablespace} location '{files}'");
        return disk;
    }

    /// <summary>Moves a database to it. The caller remains responsible for dropping the database.</summary>
    public async Task MoveAsync(TestDatabase moved)
    {
        database = moved;
        var server = await TestDatabase.ServerAsync();
        await server.ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{moved.Name}'");
        await server.ExecuteAsync($"alter database {moved.Name} set tablespace {tablespace}");
    }

    /// <summary>Fills the file system.</summary>
    public async Task FillAsync() =>
        await Shell.TryRunAsync("dd", "if=/dev/zero", $"of={Path.Combine(folder, Filler)}", "bs=4k");

    /// <summary>Frees the space.</summary>
    public void Clear() => File.Delete(Path.Combine(folder, Filler));

    public async ValueTask DisposeAsync()
    {
        Clear();
        if (database is not null)
        {
            await database.DisposeAsync();
        }

        await (await TestDatabase.ServerAsync()).ExecuteAsync($"drop tablespace {tablespace}");
        // Lazy, because a server process may still have one of its files open.
        await Shell.TryRunAsync("umount", "--lazy", folder);
        Directory.Delete(folder);
    }
}
