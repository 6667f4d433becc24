namespace Outlier.Simulator.Hosting;

/// <summary>Replaces the ids in a path by a star, so that counting the paths needs little memory.</summary>
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

    // A Twilio account id (AC…) stays: there is only one, and it precedes the segments that distinguish the calls.
    private static bool IsId(string segment) =>
        segment.Length >= ShortestId && segment.Any(char.IsAsciiDigit) && !segment.StartsWith("AC", StringComparison.Ordinal);
}
