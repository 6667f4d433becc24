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
        // The program runs without culture data.
        numbers = new NumberFormatInfo { NumberGroupSeparator = texts["number.group"], NumberDecimalSeparator = texts["number.decimal"] };
    }

    public string Language { get; }

    /// <summary>Language of the API's sentences if it differs from this one. Null if it is the same.</summary>
    public string? ApiLanguage => Language == English ? null : English;

    public IEnumerable<string> Keys => texts.Keys;

    /// <summary>Returns one text. It throws for an unknown key. A test checks all keys.</summary>
    public string this[string key] => texts[key];

    /// <summary>Returns one text with its values.</summary>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.InvariantCulture, texts[key], values);

    /// <summary>Returns a text that may not exist, such as the name of a state that a newer database has.</summary>
    public string Or(string key, string otherwise) => texts.GetValueOrDefault(key, otherwise);

    /// <summary>The reason why a person got nothing. Falls back to the API's sentence.</summary>
    public string? Reason(string? reason, string? explanation) => reason is null ? null : Or($"reason.{reason}", explanation ?? reason);

    public string Number(long number) => number.ToString("N0", numbers);

    /// <summary>Returns a text about a number of things, with a different form for one.</summary>
    public string Count(string key, long number) => number == 1 ? texts[$"{key}.one"] : this[key, Number(number)];

    public string Money(decimal amount) => amount.ToString("N2", numbers);

    public string Percent(long part, long whole) => whole == 0 ? "0%" : $"{(100m * part / whole).ToString("0.#", numbers)}%";

    /// <summary>Formats a time, such as: Mon, Mar 2, 10:30 AM.</summary>
    public string Time(DateTime local) => this[
        "time.format",
        List("time.days")[(int)local.DayOfWeek],
        List("time.months")[local.Month - 1],
        local.Day,
        local.ToString(texts["time.clock"], CultureInfo.InvariantCulture),
        local.Year];

    /// <summary>Formats a duration in its largest units, such as: 2 days, 3 hours.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => this["span.moment"],
        { TotalHours: < 1 } => this["span.minutes", span.Minutes],
        { TotalDays: < 1 } => this["span.hours", span.Hours, span.Minutes],
        _ => this["span.days", span.Days, span.Hours],
    };

    public string[] List(string key) => texts[key].Split('|');

    /// <summary>The texts of a language, or English if there are none.</summary>
    public static DeskWords Of(string? language) => Languages.GetValueOrDefault(language ?? English) ?? Languages[English];

    /// <summary>The first language of a browser's list that the page has.</summary>
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
