using System.Text.Json;
using System.Text.RegularExpressions;

namespace Outlier.Executor.Desk;

/// <summary>The refusals of the API, which are English, in another language of the page.</summary>
internal sealed class DeskSentences
{
    private readonly List<(Regex English, string Other)> sentences;

    private DeskSentences(IEnumerable<KeyValuePair<string, string>> catalog) =>
        sentences = [.. catalog.Select(entry => (Pattern(entry.Key), entry.Value))];

    public static DeskSentences Spanish { get; } = new(Load(DeskWords.Spanish));

    /// <summary>The English sentences of a catalog, with <c>{0}</c> and so on where a value stands, and each translation.</summary>
    public static IReadOnlyDictionary<string, string> Load(string language)
    {
        using var file = typeof(DeskSentences).Assembly.GetManifestResourceStream($"Desk/Words/sentences-{language}.json")!;
        return JsonSerializer.Deserialize(file, DeskJson.Default.DictionaryStringString)!;
    }

    /// <summary>
    /// One or more sentences of the API, translated. Values that name a state or a kind of batch are translated too. Null: at least
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

    // Values come from strangers: without backtracking, no value makes it slow.
    private static Regex Pattern(string english) => new(
        $"^{Regex.Replace(Regex.Escape(english), @"\\{(\d)}", "(?<v$1>.*?)")}(?: (?<rest>.+))?$",
        RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
