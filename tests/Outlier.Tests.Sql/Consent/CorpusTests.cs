using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Consent;

/// <summary>
/// What people write, and what they mean by it: <c>sql/tests/consent/corpus.csv</c>, a file that the team extends. Meanings are
/// opt_out, opt_in, near_miss (posted to the team to decide) and ordinary.
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
        await _connection.ExecuteAsync("create temp table corpus (line serial, text text, meaning text)");
        await using var writer = await _connection.BeginTextImportAsync("copy corpus (text, meaning) from stdin csv header");
        await writer.WriteAsync(await File.ReadAllTextAsync(Repository.PathTo("sql", "tests", "consent", "corpus.csv")));
    }

    [OneTimeTearDown]
    public async Task Drop()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Everything_that_people_write_is_judged_as_a_person_would()
    {
        var wrong = await _connection.ColumnAsync<string>(
            """
            select format('"%s" is %s and was judged %s', c.text, c.meaning, judged.meaning)
            from corpus as c
            cross join lateral (
              select coalesce(outlier.consent_in(c.text), case when outlier.sign_in(c.text) is null then 'ordinary' else 'near_miss' end) as meaning
            ) as judged
            where judged.meaning <> c.meaning
            order by c.line
            """);
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    [Test]
    public async Task The_corpus_is_of_some_size_says_everything_once_and_knows_the_meanings() => Assert.Multiple(async () =>
    {
        Assert.That(await _connection.ScalarAsync<long>("select count(*) from corpus"), Is.GreaterThanOrEqualTo(150));
        Assert.That(await _connection.ColumnAsync<string>("select text from corpus group by text having count(*) > 1"), Is.Empty);
        Assert.That(
            await _connection.ColumnAsync<string>("select distinct meaning from corpus order by meaning"), Is.EqualTo(["near_miss", "opt_in", "opt_out", "ordinary"]));
    });
}
