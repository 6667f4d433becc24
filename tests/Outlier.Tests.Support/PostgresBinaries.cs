using System.Globalization;
using System.Text.RegularExpressions;

namespace Outlier.Tests.Support;

/// <summary>The newest PostgreSQL server that is installed on this machine, if it is recent enough.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major, bool HasCron)
{
    private const int Oldest = 15;

    public static async Task<PostgresBinaries> FindAsync()
    {
        var found = new List<PostgresBinaries>();
        foreach (var folder in await CandidatesAsync())
        {
            if (await MajorOfAsync(folder) is { } major)
            {
                found.Add(new PostgresBinaries(folder, major, await HasCronAsync(folder)));
            }
        }

        return found.Where(binaries => binaries.Major >= Oldest).MaxBy(binaries => binaries.Major) ?? throw new InvalidOperationException(
            "There is no database for the tests. Any of these is enough:\n"
            + "- OUTLIER_TEST_DB: connection string of a superuser (Host=…;Username=…;Password=…) on a server with pgTAP;\n"
            + "- a container engine that answers at DOCKER_HOST or /var/run/docker.sock;\n"
            + $"- PostgreSQL {Oldest} or newer on this machine. On Debian 12: apt-get install postgresql-15 postgresql-15-cron "
            + "postgresql-15-pgtap postgresql-15-plpgsql-check"
            + (found.Count == 0 ? "." : $" (found: {string.Join(", ", found.Select(binaries => $"{binaries.Major} in {binaries.Folder}"))})."));
    }

    public string PathTo(string program) => Path.Combine(Folder, program);

    private static async Task<IEnumerable<string>> CandidatesAsync()
    {
        var folders = new List<string>();
        if (Directory.Exists("/usr/lib/postgresql"))
        {
            folders.AddRange(Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")));
        }

        var (exitCode, output) = await Shell.TryRunAsync("pg_config", "--bindir");
        if (exitCode == 0)
        {
            folders.Add(output.Trim());
        }

        folders.AddRange((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries));
        return folders.Distinct(StringComparer.Ordinal).Where(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static async Task<int?> MajorOfAsync(string folder)
    {
        var (exitCode, output) = await Shell.TryRunAsync(Path.Combine(folder, "postgres"), "--version");
        var version = Version().Match(output);
        return exitCode == 0 && version.Success ? int.Parse(version.ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    private static async Task<bool> HasCronAsync(string folder)
    {
        var (exitCode, output) = await Shell.TryRunAsync(Path.Combine(folder, "pg_config"), "--pkglibdir");
        var libraries = exitCode == 0 ? output.Trim() : Path.Combine(folder, "..", "lib");
        return File.Exists(Path.Combine(libraries, "pg_cron.so")) || File.Exists(Path.Combine(libraries, "pg_cron.dylib"));
    }

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
