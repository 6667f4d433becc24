using System.Text.RegularExpressions;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Reference;

/// <summary>Checks that <c>docs/reference/errors.md</c> lists all of Outlier's error codes.</summary>
[TestFixture]
public sealed partial class ErrorReferenceTests
{
    [Test]
    public void Every_code_that_is_raised_is_in_the_list_and_no_other()
    {
        var raised = Directory.EnumerateFiles(Repository.PathTo("sql", "functions"), "*.sql", SearchOption.AllDirectories)
            .SelectMany(file => Raised().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value))
            .Distinct(StringComparer.Ordinal);
        var listed = Listed().Matches(File.ReadAllText(Repository.PathTo("docs", "reference", "errors.md"))).Select(match => match.Groups["code"].Value);
        Assert.That(listed, Is.EquivalentTo(raised));
    }

    [GeneratedRegex("errcode = '(?<code>OT[0-9]{3})'", RegexOptions.ExplicitCapture)]
    private static partial Regex Raised();

    [GeneratedRegex("^\\| `(?<code>OT[0-9]{3})` \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Listed();
}
