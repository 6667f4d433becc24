using System.Globalization;

namespace Outlier.Benchmarks;

/// <summary>The processor time of a PostgreSQL server of this machine, as /proc tells it.</summary>
internal static class ProcessorTime
{
    private const int TicksPerSecond = 100;

    // As they are numbered in proc(5), less the three before the parent's.
    private const int Parent = 0;
    private const int User = 10;
    private const int System = 11;
    private const int UserOfEnded = 12;
    private const int SystemOfEnded = 13;

    /// <summary>The postmaster of a server process.</summary>
    public static int PostmasterOf(int process) => (int)Read(process)![Parent];

    /// <summary>Of the postmaster and of all its children. The postmaster's own figures hold those of the children that ended.</summary>
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

    // Null: it ended meanwhile. A program's name may hold blanks and brackets.
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
