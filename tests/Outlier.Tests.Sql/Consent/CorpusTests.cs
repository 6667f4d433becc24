using System.Globalization;
using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Consent;

/// <summary>
/// Checks how Outlier classifies messages from people. The file <c>sql/tests/consent/corpus.csv</c> has the messages
/// with their meanings, and the team extends it. Five people wrote the messages, four of them without having seen a
/// pattern. Meanings:
/// <c>out</c> says stop and nothing else; <c>review</c> may be a no (or, from an unsubscribed person, a yes);
/// <c>plain</c> is ordinary talk; <c>opt_in</c>; <c>help</c>.
/// </summary>
[TestFixture]
public sealed class CorpusTests
{
    private TestDatabase _database = null!;
    private NpgsqlConnection _connection = null!;

    [OneTimeSetUp]
    public async Task Load()
    {
        _database = await TestDatabase.CloneAsync();
        _connection = await _database.OpenAsync();
        await _connection.ExecuteAsync("create temp table corpus (line serial, text text, meaning text, hand text)");
        await using (var writer = await _connection.BeginTextImportAsync("copy corpus (text, meaning, hand) from stdin csv header"))
        {
            await writer.WriteAsync(await File.ReadAllTextAsync(Repository.PathTo("sql", "tests", "consent", "corpus.csv")));
        }

        await _connection.ExecuteAsync(
            """
            create temp table judged as
            select c.*, coalesce(found.meaning, 'nothing') as found
            from corpus as c
            left join lateral outlier.classify_message(c.text) as found on true
            """);
    }

    [OneTimeTearDown]
    public async Task Drop()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    [Category("words-in-passing")]
    public async Task Nobody_is_opted_out_or_in_by_a_message_that_does_not_say_so() =>
        await HoldsForAllAsync("found in ('opt_out', 'opt_in') and found <> case meaning when 'out' then 'opt_out' else meaning end");

    [Test]
    public async Task Every_opt_in_and_every_call_for_help_is_understood() =>
        await HoldsForAllAsync("meaning in ('opt_in', 'help') and found <> meaning");

    [Test]
    [Category("corpus")]
    public async Task Of_those_who_say_stop_nineteen_in_twenty_are_opted_out_at_once() =>
        Assert.That(await ShareAsync("found = 'opt_out'", "meaning = 'out'"), Is.GreaterThanOrEqualTo(0.95));

    [Test]
    [Category("corpus")]
    public async Task Whatever_may_be_a_no_is_shown_to_a_person() =>
        await HoldsForAllAsync("meaning in ('out', 'review') and found not in ('opt_out', 'may_opt_out', 'may_opt_in')");

    [Test]
    [Category("corpus")]
    public async Task Of_ordinary_talk_one_message_in_fifty_is_shown_at_most() =>
        Assert.That(await ShareAsync("found <> 'nothing' and found <> 'reaction'", "meaning = 'plain'"), Is.LessThanOrEqualTo(0.02));

    [Test]
    public async Task The_corpus_is_large_says_everything_once_and_knows_the_meanings() => Assert.Multiple(async () =>
    {
        Assert.That(await _connection.ScalarAsync<long>("select count(*) from corpus"), Is.GreaterThanOrEqualTo(1000));
        Assert.That(await _connection.ColumnAsync<string>("select lower(text) from corpus group by lower(text) having count(*) > 1"), Is.Empty);
        Assert.That(await _connection.ScalarAsync<long>("select count(distinct hand) from corpus"), Is.GreaterThanOrEqualTo(2));
        Assert.That(
            await _connection.ColumnAsync<string>("select distinct meaning from corpus order by meaning"),
            Is.EqualTo(["help", "opt_in", "out", "plain", "review"]));
    });

    /// <summary>
    /// Checks <c>dangerous.csv</c>, ordinary talk that was written to mislead. Outlier may ask for a review, but opts
    /// no person out.
    /// </summary>
    [Test]
    [Category("corpus")]
    public async Task Nobody_is_opted_out_by_ordinary_talk_that_was_written_to_mislead()
    {
        await _connection.ExecuteAsync("create temp table dangerous (text text)");
        await using (var writer = await _connection.BeginTextImportAsync("copy dangerous from stdin csv header"))
        {
            await writer.WriteAsync(await File.ReadAllTextAsync(Repository.PathTo("sql", "tests", "consent", "dangerous.csv")));
        }

        Assert.That(await _connection.ScalarAsync<long>("select count(*) from dangerous"), Is.GreaterThanOrEqualTo(200));
        Assert.That(
            await _connection.ColumnAsync<string>(
                "select text from dangerous as d cross join lateral outlier.classify_message(d.text) as found where found.meaning in ('opt_out', 'opt_in')"),
            Is.Empty);
    }

    private async Task HoldsForAllAsync(string wrong)
    {
        var found = await _connection.ColumnAsync<string>(
            $"select format('\"%s\" is %s and was judged %s', text, meaning, found) from judged where {wrong} order by line");
        Assert.That(found, Is.Empty, string.Join('\n', found));
    }

    private async Task<double> ShareAsync(string what, string of)
    {
        var share = await _connection.ScalarAsync<double>($"select avg(({what})::integer)::double precision from judged where {of}");
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{share:P1} of {of}: {what}"));
        return share;
    }
}
