using System.Globalization;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Outlier.Tests.Sql.Numbers;

/// <summary>
/// The cases in which Outlier intentionally reads a number differently from libphonenumber, with the reasons.
/// </summary>
internal static partial class KnownDifference
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    // Each entry rewrites a text into one that libphonenumber understands. If the results then agree, this is the only
    // difference.
    private static readonly (string Name, Func<string, string> Rewrite)[] Rewritings =
    [
        (
            "accepted: spaces, dashes and full-width signs of Unicode, quotation marks, and characters that no screen shows",
            text => Unseen().Replace(Spaces().Replace(Dashes().Replace(Narrow(text), "-"), " "), string.Empty).Trim()
        ),
        ("accepted: words such as cell or home beside the number are left out", text => Labels().Replace(text, string.Empty).Trim()),
        ("accepted: a spreadsheet wrote the number as a quantity, and no digit is lost", Quantity),
        ("accepted: a spreadsheet added .0, which libphonenumber takes for a digit", text => Decimals().Replace(text, "$1")),
        ("accepted: 00 is what people abroad dial before the country's code", text => Dialled().Replace(text, "+")),
        ("accepted: the 0 that is dialled inside a country, in brackets", text => Inside().Replace(text, string.Empty)),
    ];

    private static readonly (string Name, Func<string, string?, string?, bool> Fits)[] Classes =
    [
        ("refused: toll-free, premium and other numbers of businesses", (_, ours, theirs) => ours is null && theirs is not null && IsBusiness(theirs)),
        ("refused: the area code stands at the end, and the number is asked for", (text, ours, _) => ours is null && AreaCodeAtTheEnd().IsMatch(Plain(text))),
        ("refused: a + in the middle, or two", (text, ours, _) => ours is null && PlusInTheMiddle().IsMatch(Plain(text))),
        ("refused: + before the 011 that is dialled", (text, ours, _) => ours is null && PlusBefore011().IsMatch(Plain(text))),
        ("refused: the text holds a character that belongs to no phone number; the verdict names it", (text, ours, _) => ours is null && Strange().IsMatch(Plain(text))),
        ("refused: a / with spaces around it separates two numbers", (text, ours, _) => ours is null && Plain(text).Contains(" / ", StringComparison.Ordinal)),
        ("refused: 011 before so few digits that they are ten together, and look like an area code with 0", (text, ours, _) => ours is null && ShortAbroad().IsMatch(Plain(text))),
        ("as it is: a 0 or 8 that is dialled inside a country, without brackets; in some countries it belongs to the number", (text, ours, theirs) => theirs is not null && HasInnerPrefix(text, ours, theirs)),
        ("refused: a second 1 in front of the area code, which libphonenumber leaves out", (text, ours, theirs) => ours is null && theirs is ['+', '1', ..] && Digits(text).EndsWith($"11{theirs[2..]}", StringComparison.Ordinal)),
        ("refused: short numbers abroad, which libphonenumber completes", (text, ours, theirs) => ours is null && Plain(text).TrimStart('(').StartsWith('+') && theirs?.Length - 1 > Digits(text).Length),
        ("accepted: the 1 that was dialled before mobile numbers of Mexico is left out", (text, ours, _) => ours is ['+', '5', '2', ..] && Digits(Inside().Replace(text, string.Empty)).EndsWith($"521{ours[3..]}", StringComparison.Ordinal)),
        ("accepted: area codes of North America go by the rules of the plan, not by a list, which changes", (_, ours, theirs) => theirs is null && ours is ['+', '1', ..] && Read(ours) is null),
        ("accepted: abroad the country and the length decide, not the lists of each country", (_, ours, theirs) => theirs is null && ours is ['+', not '1', ..] && Read(ours) != ours),
    ];

    public static IEnumerable<string> Names => Classes.Select(known => known.Name).Concat(Rewritings.Select(rewriting => rewriting.Name));

    public static string? Find(string text, string? ours, string? theirs)
    {
        if (Array.Find(Classes, known => known.Fits(text, ours, theirs)) is { Name: { } name })
        {
            return name;
        }

        // Applies the rewritings one after the other. The last one that was needed gives the reason.
        foreach (var (reason, rewrite) in Rewritings)
        {
            var rewritten = rewrite(text);
            if (rewritten != text && Agrees(rewritten, ours))
            {
                return reason;
            }

            text = rewritten;
        }

        return null;
    }

    // If libphonenumber does not know a foreign number, at least the digits must agree.
    private static bool Agrees(string text, string? ours) => Read(text) == ours
        || (ours is ['+', not '1', ..] && Read(text) is null && Read(ours) is null && Digits(text).EndsWith(ours[1..], StringComparison.Ordinal));

    /// <summary>libphonenumber's reading for a person in the United States. Null: not a valid number.</summary>
    public static string? Read(string text)
    {
        try
        {
            var number = Library.Parse(text, "US");
            return Library.IsValidNumber(number) ? Library.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static bool IsBusiness(string number) => Library.GetNumberType(Library.Parse(number, "US")) is not
        (PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE or PhoneNumberType.FIXED_LINE_OR_MOBILE);

    // Applies only the rewritings that concern neither the country nor the dialing prefix.
    private static string Plain(string text) => Rewritings[..4].Aggregate(text, (current, rewriting) => rewriting.Rewrite(current));

    private static string Narrow(string text) =>
        string.Concat(text.Select(character => character is >= '\uff01' and <= '\uff5e' ? (char)(character - 0xfee0) : character));

    private static string Digits(string text) => string.Concat(Narrow(text).Where(char.IsAsciiDigit));

    private static bool HasInnerPrefix(string text, string? ours, string theirs)
    {
        var written = Digits(ours ?? text);
        return Enumerable.Range(2, 3).Any(end => written.EndsWith($"{theirs[1..end]}0{theirs[end..]}", StringComparison.Ordinal)
            || written.EndsWith($"{theirs[1..end]}8{theirs[end..]}", StringComparison.Ordinal));
    }

    private static string Quantity(string text) =>
        Scientific().Match(text) is { Success: true } match && match.Groups["rest"].Length == int.Parse(match.Groups["power"].Value, CultureInfo.InvariantCulture)
            ? $"{match.Groups["first"].Value}{match.Groups["rest"].Value}"
            : text;

    [GeneratedRegex(@"^(?<first>[1-9])[.,]?(?<rest>[0-9]*)[eE]\+?(?<power>[0-9]{1,2})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Scientific();

    [GeneratedRegex("([0-9])[.,]0+\\z")]
    private static partial Regex Decimals();

    [GeneratedRegex("[\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]|^[ =\"']+|[\"']+$")]
    private static partial Regex Unseen();

    [GeneratedRegex(@"^ *(tel|phone|cell|mobile|m[oó]vil) ?[:. ]|\( ?(cell|home) ?\)| ?,? ?(ext|extension|x|#)[.:]? ?[0-9]{1,7}\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Labels();

    [GeneratedRegex(@"^[ (.-]*0[ -]*0(?=[ (-]*[1-9])")]
    private static partial Regex Dialled();

    [GeneratedRegex(@"\( ?0 ?\)")]
    private static partial Regex Inside();

    [GeneratedRegex("[\\u2010-\\u2015\\u2212]")]
    private static partial Regex Dashes();

    [GeneratedRegex("[\\s\\u00a0\\u2009\\u3000]+")]
    private static partial Regex Spaces();

    [GeneratedRegex("^ *[0-9]{3}[ .-]+[0-9]{4}[ .-]+\\(?[0-9]{3}\\)?\\z")]
    private static partial Regex AreaCodeAtTheEnd();

    [GeneratedRegex("[0-9].*\\+|\\+.*\\+")]
    private static partial Regex PlusInTheMiddle();

    [GeneratedRegex("^[ (-]*\\+[ (-]*0")]
    private static partial Regex PlusBefore011();

    [GeneratedRegex("^[ (.-]*0 *1 *1[0-9 .-]*\\z")]
    private static partial Regex ShortAbroad();

    [GeneratedRegex("[^0-9+(). /-]")]
    private static partial Regex Strange();
}
