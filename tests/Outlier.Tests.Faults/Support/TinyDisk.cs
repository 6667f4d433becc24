namespace Outlier.Tests.Faults.Support;

/// <summary>A disk of a few megabytes in memory, which the test can fill.</summary>
internal sealed class TinyDisk : IAsyncDisposable
{
    private TinyDisk(string folder) => Folder = folder;

    /// <summary>Path of the mount point.</summary>
    public string Folder { get; }

    private string Filler => Path.Combine(Folder, "filler");

    /// <summary>Mounts a disk. If mounting is not permitted, the test is ignored.</summary>
    /// <param name="megabytes">Size in MB.</param>
    public static async Task<TinyDisk> MountAsync(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("outlier-disk-").FullName;
        var (exitCode, output) = await Shell.TryRunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder);
        if (exitCode != 0)
        {
            Directory.Delete(folder);
            Assert.Ignore($"A small disk needs the right to mount one: {output.Trim()}");
        }

        await Shell.RunAsync("chmod", "700", folder);
        await Shell.RunAsync("chown", "postgres:", folder);
        return new TinyDisk(folder);
    }

    /// <summary>Fills the disk.</summary>
    public void Fill()
    {
        var zeros = new byte[65536];
        // Unbuffered, so that closing the file writes nothing.
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(zeros);
            }
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    /// <summary>Frees the space.</summary>
    public void Clear() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await Shell.RunAsync("umount", "--lazy", Folder);
        Directory.Delete(Folder);
    }
}
