using System.Text;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Links;

/// <summary>Checks that splitting a text into addresses and other pieces never changes the text.</summary>
public sealed class LinkTests
{
    private const int Texts = 20_000;

    private static readonly string[] Fragments =
    [
        "https://", "http://", "HTTPS://", "httpS:/", "https:", "http", "://", "/", "h", "t", "www.", "example.org", "a.example", "/path?q=1#x", "(", ")", "[", "]", "<", ">",
        "\"", "'", ".", ",", ";", ":", "!", "?", " ", "\n", "\r\n", "\t", "\u00a0", "\u2028", "\u3000", "\u200b", "é", "e\u0301", "ſ", "ı", "İ", "K", "ß", "你好", "مرحبا", "🙂", "👩‍👧", "\U000e0067",
    ];

    [Test]
    [Category("changed-text")]
    public async Task The_pieces_of_a_text_add_up_to_it()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        var texts = Random(4).ToArray();
        Assert.That(texts.Count(text => text.Contains("://example.org", StringComparison.Ordinal)), Is.GreaterThan(50), "some of them hold an address");
        var changed = await connection.ColumnAsync<string>(
            """
            select t.body
            from unnest($1::text[]) as t (body)
            where t.body <> ''
              and t.body is distinct from (select string_agg(l.piece, '' order by l.place) from outlier.split_links(t.body) as l)
            """,
            [texts]);
        Assert.That(changed.Take(5), Is.Empty);
        Assert.That(
            (await connection.ColumnAsync<string>("select t.body from unnest($1::text[]) as t (body) where outlier.shorten_links(t.body) is distinct from t.body", [texts])).Take(5),
            Is.Empty,
            "where no address has a short form, a text goes out as it was written");
        Assert.That(
            (await connection.ColumnAsync<string>(
                "select l.url from unnest($1::text[]) as t (body) cross join outlier.split_links(t.body) as l where not starts_with(l.piece, l.url) or l.url ~ '\\s'", [texts])).Take(5),
            Is.Empty,
            "an address is the beginning of its piece");
    }

    [Test]
    public async Task What_looks_like_an_address_never_keeps_a_text_from_being_saved()
    {
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync("select outlier.request_links($1)", [Random(5).Take(2000).ToArray()]);
        // The link service refuses each address.
        await connection.ExecuteAsync("select outlier.apply_short_link(l.id, null, 'refused', now()) from outlier.links as l order by l.id");
        Assert.That(
            await connection.ScalarAsync<long>("select count(*) from unnest($1::text[]) as t (body) where outlier.shorten_links(t.body) is distinct from t.body", [Random(5).Take(2000).ToArray()]),
            Is.Zero,
            "an address that the service refuses goes out as it was written");
    }

    private static IEnumerable<string> Random(int seed)
    {
        var random = new Random(seed);
        for (var number = 0; number < Texts; number++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(12); length > 0; length--)
            {
                text.Append(random.Next(6) == 0 ? Character(random) : Fragments[random.Next(Fragments.Length)]);
            }

            yield return text.ToString();
        }
    }

    // Any character that PostgreSQL can store: no NUL, and no half of a surrogate pair.
    private static string Character(Random random)
    {
        while (true)
        {
            var value = random.Next(1, random.Next(2) == 0 ? 0x800 : 0x10ffff);
            if (Rune.IsValid(value))
            {
                return new Rune(value).ToString();
            }
        }
    }
}
