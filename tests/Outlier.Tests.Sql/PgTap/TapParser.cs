using System.Globalization;
using System.Text.RegularExpressions;

namespace Outlier.Tests.Sql.PgTap;

/// <summary>Parses the Test Anything Protocol, pgTAP's output format.</summary>
internal static partial class TapParser
{
    /// <param name="file">The file's name, for its results.</param>
    /// <param name="rows">The output of its statements.</param>
    /// <param name="error">The error that ended the file early. Null if there was none.</param>
    public static IReadOnlyList<TapResult> Parse(string file, IEnumerable<string> rows, string? error)
    {
        var results = new List<TapResult>();
        var planned = -1;
        foreach (var line in rows.SelectMany(row => row.Split('\n')))
        {
            if (Plan().Match(line) is { Success: true } plan)
            {
                planned = int.Parse(plan.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
            }
            else if (Assertion().Match(line) is { Success: true } assertion)
            {
                results.Add(Result(file, assertion, results));
            }
            else if (line.StartsWith('#') && results.Count > 0)
            {
                results[^1] = results[^1] with { Diagnostics = results[^1].Diagnostics + line + '\n' };
            }
        }

        if (error is not null)
        {
            results.Add(new TapResult(file, "runs to its end", Passed: false, SkipReason: null, $"after {results.Count} of {planned} assertions: {error}"));
        }
        else if (planned != results.Count || results.Count == 0)
        {
            results.Add(new TapResult(file, "keeps its plan", Passed: false, SkipReason: null, $"planned {planned} assertions, ran {results.Count}"));
        }

        return results;
    }

    private static TapResult Result(string file, Match assertion, List<TapResult> before)
    {
        var description = assertion.Groups["description"].Value.Trim();
        var directive = Directive().Match(description);
        var reason = directive.Success && directive.Groups["kind"].Value == "SKIP" ? directive.Groups["reason"].Value : null;
        description = description.Length == 0 ? $"assertion {before.Count + 1}" : Directive().Replace(description, string.Empty).Replace("\\#", "#", StringComparison.Ordinal);
        if (before.Exists(result => result.Description == description))
        {
            description += $" ({before.Count + 1})";
        }

        return new TapResult(file, description, assertion.Groups["not"].Length == 0, reason, string.Empty);
    }

    [GeneratedRegex(@"^1\.\.(?<count>[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Plan();

    [GeneratedRegex("^(?<not>not )?ok [0-9]+(?: - (?<description>.*))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Assertion();

    [GeneratedRegex(" ?# (?<kind>SKIP|TODO):? ?(?<reason>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Directive();
}
