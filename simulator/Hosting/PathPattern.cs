namespace Outlier.Simulator.Hosting;

/// <summary>Paths with their ids replaced by a star, so that counting them needs little room.</summary>
internal static class PathPattern
{
    private const int ShortestId = 24;

    public static bool HasId(string path) => path.Length >= ShortestId && !ReferenceEquals(Of(path), path);

    public static string Of(string path)
    {
        if (path.Length < ShortestId)
        {
            return path;
        }

        var segments = path.Split('/');
        var found = false;
        for (var i = 0; i < segments.Length; i++)
        {
            if (IsId(segments[i]))
            {
                segments[i] = "*";
                found = true;
            }
        }

        return found ? string.Join('/', segments) : path;
    }

    // An account id stays: there is one, and it stands in front of what calls are told apart by.
    private static bool IsId(string segment) =>
        segment.Length >= ShortestId && segment.Any(char.IsAsciiDigit) && !segment.StartsWith("AC", StringComparison.Ordinal);
}
