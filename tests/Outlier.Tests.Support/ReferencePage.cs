using System.Text.RegularExpressions;

namespace Outlier.Tests.Support;

/// <summary>
/// A page of <c>docs/reference</c> that a test generates. The test fails if the stored page is out of date.
/// </summary>
public static partial class ReferencePage
{
    /// <summary>Returns the page as it is stored. If <c>OUTLIER_WRITE_REFERENCE</c> is set, stores it first.</summary>
    public static async Task<string> StoredAsync(string name, string page)
    {
        var path = Repository.PathTo("docs", "reference", name);
        if (Environment.GetEnvironmentVariable("OUTLIER_WRITE_REFERENCE") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(path, page);
        }

        return File.Exists(path) ? await File.ReadAllTextAsync(path) : string.Empty;
    }

    /// <summary>The instruction for regenerating the pages of a test project.</summary>
    public static string Remedy(string project) =>
        $"The page is out of date. Write it: OUTLIER_WRITE_REFERENCE=1 dotnet test tests/{project} --filter FullyQualifiedName~Reference";

    /// <summary>Escapes a text for a table cell or a line.</summary>
    public static string Text(string? text) => Break().Replace(text ?? string.Empty, " ").Trim()
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal);

    /// <summary>Escapes code for a table cell. Empty if there is no code.</summary>
    public static string Code(string? code) =>
        string.IsNullOrEmpty(code) ? string.Empty : $"`{Break().Replace(code, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal)}`";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Break();
}
