using System.Text.RegularExpressions;
using Outlier.Executor.Desk;

namespace Outlier.Tests.Desk;

/// <summary>Checks that each text of the page exists in both languages and that each existing text is used.</summary>
public sealed partial class WordsTests
{
    private static readonly DeskWords English = DeskWords.Of(DeskWords.English);
    private static readonly DeskWords Spanish = DeskWords.Of(DeskWords.Spanish);

    [Test]
    [Category("GET-/desk")]
    public void No_text_is_missing_in_one_language() => Assert.That(Spanish.Keys, Is.EquivalentTo(English.Keys));

    [Test]
    public void No_text_is_empty_or_has_other_places_for_values_in_the_other_language()
    {
        foreach (var key in English.Keys)
        {
            Assert.That(English[key], Is.Not.Empty, key);
            Assert.That(Places(Spanish[key]), key.EndsWith(".one", StringComparison.Ordinal) ? Is.Empty : Is.EquivalentTo(Places(English[key])), key);
        }
    }

    [Test]
    public void Lists_are_as_long_in_both()
    {
        foreach (var key in English.Keys.Where(key => English[key].Contains('|', StringComparison.Ordinal)))
        {
            Assert.That(Spanish.List(key), Has.Length.EqualTo(English.List(key).Length), key);
        }
    }

    [Test]
    public void Every_text_that_the_page_asks_for_is_there()
    {
        var asked = Sources().SelectMany(text => Key().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.That(asked, Has.Count.GreaterThan(50));
        Assert.That(asked.Except(English.Keys, StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void Every_text_that_is_there_is_asked_for()
    {
        var sources = string.Join('\n', Sources());
        // Some keys are built at run time, such as state.{…}. These patterns match them.
        var patterns = Composed().Matches(sources)
            .Select(match => new Regex($"^{Hole().Replace(Regex.Escape(match.Groups[1].Value), "[A-Za-z0-9_-]+")}$", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .ToList();
        Assert.That(
            English.Keys.Select(key => key.EndsWith(".one", StringComparison.Ordinal) ? key[..^4] : key).Where(key => !sources.Contains($"\"{key}\"", StringComparison.Ordinal)
                && !patterns.Any(pattern => pattern.IsMatch(key))),
            Is.Empty);
    }

    [TestCase("en", "Mon, Mar 2, 2026, 9:05 AM", "1,234,567")]
    [TestCase("es", "lun 2 mar 2026, 9:05", "1.234.567")]
    public void Times_and_numbers_are_written_as_the_language_does(string language, string time, string number)
    {
        var words = DeskWords.Of(language);
        Assert.That(words.Time(new DateTime(2026, 3, 2, 9, 5, 0, DateTimeKind.Unspecified)), Is.EqualTo(time));
        Assert.That(words.Number(1234567), Is.EqualTo(number));
    }

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Repository.PathTo("executor", "Desk"), "*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("""\$"([a-z][A-Za-z0-9._-]*\{[^"]+)"[\],]""")]
    private static partial Regex Composed();

    [GeneratedRegex(@"\\\{[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex("""[Ww]ords(?:\.Count\(|\[)"([a-z][A-Za-z0-9._-]*)"[\],]""")]
    private static partial Regex Key();
}
