using System.Globalization;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Numbers;

/// <summary>
/// Compares outlier.normalize_phone_number with libphonenumber on random strings: 20,000, or the number in
/// OUTLIER_NUMBERS. Each difference must belong to a known class with a reason. See <see cref="KnownDifference"/>.
/// </summary>
public sealed class PhoneNumberTests
{
    private const int AtOnce = 5000;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("OUTLIER_NUMBERS"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    [Test]
    [Category("numbers-compared")]
    public async Task What_is_read_otherwise_than_by_libphonenumber_has_a_reason()
    {
        var random = new RandomNumber(17);
        var classes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var unexplained = new List<string>();
        var (read, alike) = (0, 0);
        await using var database = await TestDatabase.CloneAsync();
        await using var connection = await database.OpenAsync();
        for (var done = 0; done < Count; done += AtOnce)
        {
            var texts = Enumerable.Range(0, Math.Min(AtOnce, Count - done)).Select(_ => random.Next()).ToArray();
            var ours = await connection.ScalarAsync<string?[]>(
                "select array_agg(outlier.normalize_phone_number(t.text) order by t.place) from unnest($1) with ordinality as t (text, place)", [texts]);
            foreach (var (text, our) in texts.Zip(ours!))
            {
                var their = KnownDifference.Read(text);
                read += our is null ? 0 : 1;
                if (our == their)
                {
                    alike++;
                }
                else if (KnownDifference.Find(text, our, their) is { } known)
                {
                    classes[known] = classes.GetValueOrDefault(known) + 1;
                }
                else
                {
                    unexplained.Add($"{text}¦{our}¦{their}");
                }
            }
        }

        TestContext.Out.WriteLine($"{Count} strings, {read} read as numbers, {alike} alike, {unexplained.Count} unexplained");
        foreach (var (name, count) in classes)
        {
            TestContext.Out.WriteLine($"{count}: {name}");
        }

        Assert.Multiple(() =>
        {
            Assert.That(unexplained.Take(20), Is.Empty);
            Assert.That(read, Is.GreaterThan(Count / 4), "strings that are no numbers compare nothing");
            Assert.That(Count < 1_000_000 ? [] : KnownDifference.Names.Except(classes.Keys, StringComparer.Ordinal), Is.Empty, "a class that never occurs explains nothing");
        });
    }
}
