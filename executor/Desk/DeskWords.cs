using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Outlier.Executor.Desk;

/// <summary>The texts of the page in one language.</summary>
internal sealed class DeskWords
{
    public const string English = "en";
    public const string Spanish = "es";

    private static readonly FrozenDictionary<string, DeskWords> Languages = new[] { English, Spanish }
        .ToFrozenDictionary(language => language, Load, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> texts;
    private readonly NumberFormatInfo numbers;

    private DeskWords(string language, FrozenDictionary<string, string> texts)
    {
        Language = language;
        this.texts = texts;
        // The program runs without the data of cultures.
        numbers = new NumberFormatInfo { NumberGroupSeparator = texts["number.group"], NumberDecimalSeparator = texts["number.decimal"] };
    }

    public string Language { get; }

    /// <summary>The language of the API's own sentences, where it is another one; null: it is this one.</summary>
    public string? ApiLanguage => Language == English ? null : English;

    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>One text. A key without a text fails: a test finds it first.</summary>
    public string this[string key] => texts[key];

    /// <summary>One text with values in its places.</summary>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.InvariantCulture, texts[key], values);

    /// <summary>A text of which there is perhaps none, such as the word of a state that a later database knows.</summary>
    public string Or(string key, string otherwise) => texts.GetValueOrDefault(key, otherwise);

    /// <summary>Why somebody got nothing; the API's sentence where the page has none.</summary>
    public string? Reason(string? reason, string? explanation) => reason is null ? null : Or($"reason.{reason}", explanation ?? reason);

    public string Number(long number) => number.ToString("N0", numbers);

    /// <summary>A text about a number of things, which has another form for one.</summary>
    public string Count(string key, long number) => number == 1 ? texts[$"{key}.one"] : this[key, Number(number)];

    public string Money(decimal amount) => amount.ToString("N2", numbers);

    public string Percent(long part, long whole) => whole == 0 ? "0%" : $"{(100m * part / whole).ToString("0.#", numbers)}%";

    /// <summary>Such as: Mon, Mar 2, 10:30 AM.</summary>
    public string Time(DateTime local) => this[
        "time.format",
        List("time.days")[(int)local.DayOfWeek],
        List("time.months")[local.Month - 1],
        local.Day,
        local.ToString(texts["time.clock"], CultureInfo.InvariantCulture),
        local.Year];

    /// <summary>How long, in the largest unit that fits, such as: 2 days, 3 hours.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => this["span.moment"],
        { TotalHours: < 1 } => this["span.minutes", span.Minutes],
        { TotalDays: < 1 } => this["span.hours", span.Hours, span.Minutes],
        _ => this["span.days", span.Days, span.Hours],
    };

    public string[] List(string key) => texts[key].Split('|');

    /// <summary>The texts of this language; English where there are none.</summary>
    public static DeskWords Of(string? language) => Languages.GetValueOrDefault(language ?? English) ?? Languages[English];

    /// <summary>The first language of a browser's list that there is.</summary>
    public static DeskWords Choose(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(choice => choice.Quality ?? 1)
            .Select(choice => choice.Value.ToString().Split('-')[0].ToLowerInvariant())
            .Prepend(request.Query["lang"].ToString());
        return Of(wanted.FirstOrDefault(Languages.ContainsKey));
    }

    private static DeskWords Load(string language)
    {
        using var file = typeof(DeskWords).Assembly.GetManifestResourceStream($"Desk/Words/{language}.json")!;
        return new DeskWords(
            language,
            JsonSerializer.Deserialize(file, DeskJson.Default.DictionaryStringString)!.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
