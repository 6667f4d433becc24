using System.Buffers;

namespace Outlier.Executor.Desk;

/// <summary>Section <c>Desk</c> of the configuration.</summary>
internal sealed class DeskOptions
{
    private static readonly SearchValues<char> OfHosts =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:*");

    /// <summary>The origins that may show the page in a frame, separated by commas.</summary>
    public string? FrameAncestors { get; set; } = "https://*.missiveapp.com";

    public IReadOnlyList<string> All =>
        (FrameAncestors ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Other characters could end the CSP directive and begin another.
    public bool AreOrigins => All.All(origin =>
        (origin.StartsWith("https://", StringComparison.Ordinal) || origin.StartsWith("http://", StringComparison.Ordinal))
        && origin.AsSpan(origin.IndexOf("//", StringComparison.Ordinal) + 2) is { Length: > 0 } host
        && host.IndexOfAnyExcept(OfHosts) < 0);
}
