using System.Text.RegularExpressions;

namespace Outlier.Tests.Support;

/// <summary>
/// The names in <c>docs/reference/requirements.md</c>, and the test categories that show them. Both are read from the
/// sources, because the tests of a requirement belong to several programs, so no single program can list all categories
/// with NUnit.
/// </summary>
public static partial class Requirements
{
    /// <summary>The sentence of each requirement, by name.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } =
        Row().Matches(File.ReadAllText(Repository.PathTo("docs", "reference", "requirements.md")))
            .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["sentence"].Value, StringComparer.Ordinal);

    /// <summary>The categories of all tests, C# and pgTAP.</summary>
    public static IReadOnlySet<string> Categories { get; } = Files("tests", "*.cs")
        .SelectMany(text => Attribute().Matches(text)).Select(match => match.Groups["name"].Value)
        .Concat(Files(Path.Combine("sql", "tests"), "*.sql").SelectMany(CategoriesOf))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The categories in the header of a pgTAP file: <c>-- Shows: slept-through, same-minute</c>.</summary>
    public static IEnumerable<string> CategoriesOf(string sql) =>
        Shows().Matches(sql).SelectMany(match => match.Groups["names"].Value.Split(", "));

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Repository.PathTo(folder), pattern, SearchOption.AllDirectories).Select(File.ReadAllText);

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \| (?<sentence>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<=^\s+\[.*)Category\(""(?<name>[^""]+)""\)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Attribute();

    [GeneratedRegex("^-- Shows: (?<names>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Shows();
}
