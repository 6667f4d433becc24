using System.Globalization;

namespace Outlier.Executor.Desk.Parts;

/// <summary>Measures of a drawing.</summary>
internal static class Chart
{
    /// <summary>A length in a drawing's own way of writing.</summary>
    public static string Length(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A bar of a chart.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Value">How many.</param>
/// <param name="IsBad">Shown as a fault.</param>
/// <param name="Detail">Said beside the number.</param>
public sealed record ChartBar(string Label, long Value, bool IsBad = false, string? Detail = null);
