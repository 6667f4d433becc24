using System.Text.RegularExpressions;
using Outlier.Executor.Desk;
using Outlier.Executor.Http;

namespace Outlier.Tests.Desk;

/// <summary>
/// Checks the Spanish translations of the API's refusals: each refusal has one, and each translation belongs to a
/// refusal.
/// </summary>
public sealed partial class SentencesTests
{
    // Folders of sql/functions with functions that the page calls.
    private static readonly string[] Domains =
        ["approval", "audience", "batches", "broadcasts", "campaigns", "consent", "people", "results", "schedules", "segments", "settings", "shared", "today"];

    // Functions whose refusals need no translation: only an administrator's SQL, or a program that misuses the API,
    // causes them.
    private static readonly string[] Administrators =
    [
        "api.inspect_file", "api.switch_sending", "api.why", "outlier.approve_batch", "outlier.check_segment_query", "outlier.check_segments",
        "outlier.read_segment", "outlier.require_approval", "outlier.require_read_committed", "outlier.require_settings",
        "outlier.start_batch", "outlier.tg__refuse_truncate", "outlier.tg_area_codes__check_states", "outlier.tg_batches__guard",
        "outlier.tg_batches__refuse_delete", "outlier.tg_settings__change_time_zone",
    ];

    // Literals that are a value inside a sentence, not a sentence.
    private static readonly string[] Values = ["(no id)"];

    [Test]
    public void Each_refusal_that_the_page_can_meet_has_a_translation()
    {
        var sentences = Refusals()
            .Where(refusal => Domains.Contains(refusal.Domain) && !Administrators.Contains(refusal.Function))
            .SelectMany(refusal => refusal.Sentences.Concat(refusal.Hints.Where(hint => hint[^1] != ' ')))
            .Where(sentence => DeskSentences.Spanish.Translate(sentence) is null)
            .ToList();
        Assert.That(sentences, Is.Empty);
    }

    [Test]
    public void Each_translation_is_of_a_sentence_that_there_is()
    {
        var sentences = Refusals().SelectMany(refusal => refusal.Sentences.Concat(refusal.Hints)).ToHashSet(StringComparer.Ordinal);
        // Excludes lists that the database builds: their beginning is a separate sentence. Keys without a final mark
        // are values, such as states.
        var translated = DeskSentences.Load(DeskWords.Spanish).Keys
            .Where(key => key[^1] is '.' or '?' or ';')
            .Where(key => !key.EndsWith(" {0}.", StringComparison.Ordinal) || !sentences.Contains(key[..^4])).ToList();
        Assert.That(translated, Has.Count.GreaterThan(100));
        Assert.That(translated.Except(sentences, StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void A_translation_has_the_values_of_its_sentence()
    {
        foreach (var (english, spanish) in DeskSentences.Load(DeskWords.Spanish))
        {
            Assert.That(Places(spanish), Is.SubsetOf(Places(english)), english);
        }
    }

    [TestCase("Broadcast 5 cannot be paused: it is done. Only a broadcast in state sending can be paused.",
        "Con esto (Difusión 5) no se puede hacer ese paso (en pausa): su estado es terminada. El paso en pausa solo es posible en estado enviándose (difusión).")]
    [TestCase("Segment \"A. B {0} $1\" is given twice.", "El segmento \"A. B {0} $1\" está dos veces.")]
    [TestCase("The request changes nothing. The API has learned a sentence.", null)]
    [TestCase("", null)]
    public void Sentences_are_translated_together_or_not_at_all(string english, string? spanish) =>
        Assert.That(DeskSentences.Spanish.Translate(english), Is.EqualTo(spanish));

    private static IEnumerable<(string Domain, string Function, List<string> Sentences, List<string> Hints)> Refusals() =>
        from file in Directory.EnumerateFiles(Repository.PathTo("sql", "functions"), "*.sql", SearchOption.AllDirectories)
        from raised in Raise().Matches(File.ReadAllText(file)).Select(match => match.Groups["body"].Value)
        let hint = raised.IndexOf("hint =", StringComparison.Ordinal)
        let texts = Literal().Matches(raised).Where(literal => literal.Value.Contains(' ', StringComparison.Ordinal)
            && literal.Value[1] is not (' ' or ':' or '^' or ',') && !literal.Value.StartsWith("'SQLSTATE", StringComparison.Ordinal)).ToList()
        select (
            Path.GetFileName(Path.GetDirectoryName(file))!,
            Path.GetFileNameWithoutExtension(file),
            texts.Where(text => hint < 0 || text.Index < hint).Select(text => Template(text.Value))
                .Where(text => !Values.Contains(text)).Select(ErrorHandler.Sentence).ToList(),
            texts.Where(text => hint >= 0 && text.Index > hint).Select(text => Template(text.Value)).ToList());

    // Converts an SQL literal, perhaps in parts on several lines, to its sentence. {0}, {1} and so on replace format's
    // values.
    private static string Template(string literal)
    {
        var place = 0;
        var text = Seam().Replace(literal, string.Empty)[1..^1].Replace("''", "'", StringComparison.Ordinal);
        return Value().Replace(text, _ => $"{{{place++}}}").Replace("%%", "%", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("raise exception using(?<body>(?:[^';]|'(?:[^']|'')*')*);")]
    private static partial Regex Raise();

    [GeneratedRegex(@"'(?:[^']|'')*'(?:\s*\n\s*'(?:[^']|'')*')*")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<!')'\s*\n\s*'(?!')")]
    private static partial Regex Seam();

    [GeneratedRegex("%[sL]")]
    private static partial Regex Value();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
