using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Conventions;

/// <summary>Checks the conventions for SQL files.</summary>
[TestFixture]
public sealed partial class FileConventions
{
    private static readonly string Sql = Repository.PathTo("sql");

    [Test]
    public void Migrations_are_numbered_without_gaps_and_locked()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Sql, "migrations"), "*.sql").Order(StringComparer.Ordinal).ToList();
        var numbers = files.Select(file => Path.GetFileName(file)[..4]);
        var locked = File.ReadAllLines(Path.Combine(Sql, "migrations", "migrations.lock"));
        var hashes = files.Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}");
        Assert.Multiple(() =>
        {
            Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, files.Count).Select(number => $"{number:D4}")));
            Assert.That(files.Select(Path.GetFileName), Has.All.Match("^[0-9]{4}_[a-z0-9_]+\\.sql$"));
            Assert.That(hashes, Is.EqualTo(locked));
        });
    }

    [Test]
    public void Every_function_has_a_test_of_its_own_or_a_flow_that_names_it()
    {
        var tests = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Sql, "tests"), "*.sql", SearchOption.AllDirectories).Select(File.ReadAllText));
        var folders = Directory.EnumerateDirectories(Path.Combine(Sql, "functions")).Select(Path.GetFileName);
        var tested = Directory.EnumerateDirectories(Path.Combine(Sql, "tests")).Select(Path.GetFileName);
        Assert.Multiple(() =>
        {
            Assert.That(tested, Is.SupersetOf(folders), "each domain has its tests");
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Sql, "functions"), "api.*.sql", SearchOption.AllDirectories))
            {
                Assert.That(tests, Does.Contain(Path.GetFileNameWithoutExtension(file) + "("), file);
            }
        });
    }

    [Test]
    public void Files_end_lines_as_hashes_expect()
    {
        var wrong = Directory.EnumerateFiles(Sql, "*.sql", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file) is var text && (text.Contains('\r', StringComparison.Ordinal) || !text.EndsWith('\n')));
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void No_line_is_longer_than_120_characters()
    {
        var wrong = Directory.EnumerateFiles(Sql, "*.sql", SearchOption.AllDirectories)
            // Excludes the output of pg_dump, and tests, which contain long texts.
            .Where(file => !file.EndsWith("schema.sql", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}tests{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (file, number: index + 1, length: line.EnumerateRunes().Count())))
            .Where(line => line.length > 120)
            .Select(line => $"{Path.GetFileName(line.file)}:{line.number}");
        Assert.That(wrong, Is.Empty);
    }

    // psql may run the files in order of their names. Then the function of a later file does not exist yet.
    [Test]
    public void A_function_grants_rights_on_itself_only()
    {
        var wrong = Directory.EnumerateFiles(Path.Combine(Sql, "functions"), "*.sql", SearchOption.AllDirectories)
            .SelectMany(file => File.ReadLines(file)
                .Where(line => line.StartsWith("grant ", StringComparison.Ordinal) && line.Contains(" on function ", StringComparison.Ordinal))
                .Where(line => !line.Contains($" {Path.GetFileNameWithoutExtension(file)}(", StringComparison.Ordinal))
                .Select(line => $"{Path.GetFileName(file)}: {line}"));
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Tests_are_pure_sql_with_a_plan_that_roll_back()
    {
        var wrong = Directory.EnumerateFiles(Path.Combine(Sql, "tests"), "*.sql", SearchOption.AllDirectories)
            .Where(file => !file.Contains("_support", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text
                && !(text.Contains("begin;\nselect plan(", StringComparison.Ordinal) && text.EndsWith("select * from finish();\nrollback;\n", StringComparison.Ordinal)));
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Phone_numbers_in_sql_belong_to_nobody()
    {
        var real = Directory.EnumerateFiles(Sql, "*.sql", SearchOption.AllDirectories)
            .SelectMany(file => UsNumber().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}"))
            .Where(found => !Fictional().IsMatch(found));
        Assert.That(real, Is.Empty);
    }

    [Test]
    public void A_backslash_means_the_same_whatever_the_session_has_set()
    {
        // Each session parses a function body with its own standard_conforming_strings.
        var wrong = Functions()
            .Where(file => !File.ReadAllText(file).Contains("\nset standard_conforming_strings = on\n", StringComparison.Ordinal))
            .SelectMany(file => Literal().Matches(Comment().Replace(File.ReadAllText(file), string.Empty))
                .Where(match => !match.Groups["e"].Success && match.Value.Contains('\\', StringComparison.Ordinal))
                .Select(match => $"{Path.GetFileName(file)}: {match.Value}"));
        Assert.That(wrong, Is.Empty, "write E'…' and each backslash twice");
    }

    [Test]
    public void No_locale_decides_what_a_small_letter_is()
    {
        var wrong = Functions()
            .Where(file => Path.GetFileName(file) is not "outlier.lower_case.sql")
            .SelectMany(file => Comment().Replace(File.ReadAllText(file), string.Empty).Split('\n').Select(line => (file, line)))
            .Where(found => ChangeOfCase().IsMatch(found.line) && !found.line.Contains("collate \"C\"", StringComparison.Ordinal))
            // The next line has the collation.
            .Where(found => !found.line.EndsWith('('))
            .Select(found => $"{Path.GetFileName(found.file)}: {found.line.Trim()}");
        Assert.That(wrong, Is.Empty, "use outlier.fold_case, outlier.lower_case or collate \"C\"");
    }

    private static IEnumerable<string> Functions() => Directory.EnumerateFiles(Path.Combine(Sql, "functions"), "*.sql", SearchOption.AllDirectories);

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<![\w'])(?<e>E)?'(?<text>(?(e)(?:[^'\\]|''|\\.)*|(?:[^']|'')*))'(?<more>(\s*\n\s*'(?:[^']|'')*')*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<!_)\b(lower|upper|initcap)\(|\bilike\b", RegexOptions.ExplicitCapture)]
    private static partial Regex ChangeOfCase();

    [GeneratedRegex(@"\+1[2-9][0-9]{9}\b")]
    private static partial Regex UsNumber();

    [GeneratedRegex(@"\+1[2-9][0-9]{2}55501[0-9]{2}$")]
    private static partial Regex Fictional();
}
