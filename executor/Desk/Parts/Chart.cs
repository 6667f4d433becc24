using System.Globalization;

namespace Outlier.Executor.Desk.Parts;

/// <summary>Measures of a drawing.</summary>
internal static class Chart
{
    /// <summary>A length in a drawing's own way of writing.</summary>
    public static string Length(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);
}
