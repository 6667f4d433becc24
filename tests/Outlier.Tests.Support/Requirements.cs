using System.Text.RegularExpressions;

namespace Outlier.Tests.Support;

/// <summary>
/// The names in <c>docs/reference/requirements.md</c>, and the categories of tests that show them, both read from the sources. The tests
/// of a requirement are spread over several programs, so none of them could ask NUnit for all categories.
/// </summary>
public static partial class Requirements
{
    /// <summary>Each name with its sentence.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } =
        Row().Matches(File.ReadAllText(Repository.PathTo("docs", "reference", "requirements.md")))
            .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["sentence"].Value, StringComparer.Ordinal);

    /// <summary>The categories of all tests, C# and pgTAP.</summary>
    public static IReadOnlySet<string> Categories { get; } = Files("tests", "*.cs")
        .SelectMany(text => Attribute().Matches(text)).Select(match => match.Groups["name"].Value)
        .Concat(Files(Path.Combine("sql", "tests"), "*.sql").SelectMany(CategoriesOf))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>What the head of a pgTAP file says that it shows: <c>-- Shows: slept-through, same-minute</c>.</summary>
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
