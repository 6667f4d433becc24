using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Outlier.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Reference;

/// <summary>Checks that <c>docs/reference/errors.md</c> lists the HTTP statuses that the program returns.</summary>
public sealed partial class ErrorReferenceTests
{
    [Test]
    public void Every_code_is_answered_with_the_status_that_the_page_says()
    {
        var rows = Row().Matches(File.ReadAllText(Repository.PathTo("docs", "reference", "errors.md")));
        Assert.That(rows, Has.Count.GreaterThan(15));
        Assert.Multiple(() =>
        {
            foreach (Match row in rows)
            {
                foreach (Match code in Code().Matches(row.Groups["codes"].Value))
                {
                    var state = code.Groups["code"].Value;
                    var (status, _) = ErrorHandler.Judge(new PostgresException("it failed", "ERROR", "ERROR", state));
                    Assert.That(status, Is.EqualTo(int.Parse(row.Groups["status"].Value, CultureInfo.InvariantCulture)), state);
                }
            }
        });
    }

    [GeneratedRegex("^\\| (?<codes>`[^|]+) \\| (?<status>[0-9]{3}) \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<code>[0-9A-Z]{5})`", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
