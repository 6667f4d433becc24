using System.Globalization;

namespace Outlier.Executor.Desk.Parts;

/// <summary>Helpers for SVG charts.</summary>
internal static class Chart
{
    /// <summary>Formats a length for SVG.</summary>
    public static string Length(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A bar of a chart.</summary>
/// <param name="Label">Label of the bar.</param>
/// <param name="Value">Value of the bar.</param>
/// <param name="IsBad">Whether the bar has the color of failures.</param>
/// <param name="Detail">Text beside the number.</param>
public sealed record ChartBar(string Label, long Value, bool IsBad = false, string? Detail = null);
