using System.Diagnostics;
using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Conventions;

/// <summary><c>docs/requirements.txt</c> names the tests that show each requirement; what it leaves out, or names in vain, is found.</summary>
[TestFixture]
public sealed class TraceabilityTests
{
    private static readonly string Requirements = Repository.PathTo("docs", "requirements.txt");

    [Test]
    public async Task Every_requirement_has_tests_that_are_there_and_the_page_says_so()
    {
        var (exitCode, page, error) = await PrintAsync();
        Assert.That(exitCode, Is.Zero, error);
        Assert.That(page, Is.EqualTo(await File.ReadAllTextAsync(Repository.PathTo("docs", "traceability.md"))), "run docs/traceability.sh");
    }

    [TestCase("new\tNobody is texted on Sundays\n", "new has no test")]
    [TestCase("new\tNobody is texted on Sundays\n\tSundayTests.Nobody_is_texted\n", "new names a test that is not there: SundayTests.Nobody_is_texted")]
    [TestCase("new\tNobody is texted on Sundays\n\tviews/progress.sql: nobody\n", "new names a test that is not there: views/progress.sql: nobody")]
    [TestCase("signature\tAgain\n\tWebhookTests.The_signature_is_over_the_raw_bytes\n", "signature comes twice")]
    public async Task What_is_not_shown_is_told(string line, string expected)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, await File.ReadAllTextAsync(Requirements) + line);
        var (exitCode, _, error) = await PrintAsync(file);
        File.Delete(file);
        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(error, Does.Contain(expected));
    }

    [Test]
    public async Task What_the_database_offers_is_in_the_list_and_the_list_names_nothing_else()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync(TestDatabase.Superuser);
        Assert.Multiple(async () =>
        {
            Assert.That(Names("api."), Is.EquivalentTo(await ReadAsync(connection, "select 'api.' || proname from pg_proc where pronamespace = 'api'::regnamespace")));
            Assert.That(
                Names("trigger "),
                Is.EquivalentTo(await ReadAsync(connection, "select distinct 'trigger ' || tgname from pg_trigger where not tgisinternal and tgname not like '\\_%'")));
            Assert.That(
                Names("job "),
                Is.EquivalentTo(await ReadAsync(connection, "select 'job ' || job from outlier.wanted_jobs union select 'job ' || replace('send-' || q, '_', '-') from unnest(array['first_messages', 'second_messages']) as q")));
            Assert.That(
                Names("table "),
                Is.SubsetOf(await ReadAsync(connection, "select 'table ' || relname from pg_class where relnamespace = 'outlier'::regnamespace and relkind in ('r', 'p', 'v')")));
            Assert.That(
                Names("function "), Is.SubsetOf(await ReadAsync(connection, "select 'function ' || proname from pg_proc where pronamespace = 'outlier'::regnamespace")));
        });
    }

    private static List<string> Names(string prefix)
    {
        var names = File.ReadLines(Requirements).Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line.Split('\t')[0]).ToList();
        Assert.That(names, Is.Not.Empty);
        return names;
    }

    private static Task<IReadOnlyList<string>> ReadAsync(NpgsqlConnection connection, string sql) => connection.ColumnAsync<string>(sql);

    private static async Task<(int ExitCode, string Page, string Error)> PrintAsync(params string[] file)
    {
        var start = new ProcessStartInfo("bash", [Repository.PathTo("docs", "traceability.sh"), "print", .. file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var page = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, page, await error);
    }
}
