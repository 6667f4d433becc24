using System.Text.Json;
using System.Text.RegularExpressions;

namespace Outlier.Executor.Desk;

/// <summary>Translates the API's refusals, which are in English, into another language of the page.</summary>
internal sealed class DeskSentences
{
    private readonly List<(Regex English, string Other)> sentences;

    private DeskSentences(IEnumerable<KeyValuePair<string, string>> catalog) =>
        sentences = [.. catalog.Select(entry => (Pattern(entry.Key), entry.Value))];

    public static DeskSentences Spanish { get; } = new(Load(DeskWords.Spanish));

    /// <summary>The English sentences of a catalog and their translations. <c>{0}</c> and so on stand for values.</summary>
    public static IReadOnlyDictionary<string, string> Load(string language)
    {
        using var file = typeof(DeskSentences).Assembly.GetManifestResourceStream($"Desk/Words/sentences-{language}.json")!;
        return JsonSerializer.Deserialize(file, DeskJson.Default.DictionaryStringString)!;
    }

    /// <summary>
    /// Translates one or more sentences of the API. Values that name a state or a kind of batch are translated too. Null if at least
    /// one sentence has no translation.
    /// </summary>
    public string? Translate(string text)
    {
        foreach (var (english, other) in sentences)
        {
            if (english.Match(text) is { Success: true } match
                && (match.Groups["rest"] is { Success: true } rest ? Translate(rest.Value) : string.Empty) is { } after)
            {
                var translated = Regex.Replace(other, "{(\\d)}", place =>
                {
                    var value = match.Groups[$"v{place.Groups[1].Value}"].Value;
                    return Translate(value) ?? value;
                });
                return after.Length == 0 ? translated : $"{translated} {after}";
            }
        }

        return null;
    }

    // Values can come from attackers. Without backtracking, no value makes the match slow.
    private static Regex Pattern(string english) => new(
        $"^{Regex.Replace(Regex.Escape(english), @"\\{(\d)}", "(?<v$1>.*?)")}(?: (?<rest>.+))?$",
        RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
