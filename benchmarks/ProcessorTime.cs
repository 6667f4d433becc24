using System.Globalization;

namespace Outlier.Benchmarks;

/// <summary>Reads the processor time of a PostgreSQL server on this machine from /proc.</summary>
internal static class ProcessorTime
{
    private const int TicksPerSecond = 100;

    // Indexes of the fields in proc(5). They start at the parent's field, so they are smaller than the documented
    // numbers.
    private const int Parent = 0;
    private const int User = 10;
    private const int System = 11;
    private const int UserOfEnded = 12;
    private const int SystemOfEnded = 13;

    /// <summary>The process id of a server process's postmaster.</summary>
    public static int PostmasterOf(int process) => (int)Read(process)![Parent];

    /// <summary>
    /// The processor time of the postmaster and all its children. The postmaster's own figures include the children
    /// that have ended.
    /// </summary>
    public static TimeSpan Of(int postmaster)
    {
        var ticks = Sum(Read(postmaster)!);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && Read(process) is { } child && child[Parent] == postmaster)
            {
                ticks += Sum(child);
            }
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    private static long Sum(long[] figures) => figures[User] + figures[System] + figures[UserOfEnded] + figures[SystemOfEnded];

    // Null if the process has ended. The program's name may contain blanks and brackets, so parsing starts after the
    // last bracket.
    private static long[]? Read(int process)
    {
        try
        {
            var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return [.. line[(line.LastIndexOf(')') + 4)..].Split(' ').Take(SystemOfEnded + 1).Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
