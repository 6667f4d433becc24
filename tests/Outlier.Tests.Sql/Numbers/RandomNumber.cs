using System.Globalization;
using System.Text;
using PhoneNumbers;

namespace Outlier.Tests.Sql.Numbers;

/// <summary>Random phone numbers and near misses, as people, phones and spreadsheets write them.</summary>
internal sealed class RandomNumber(int seed)
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();
    private static readonly string[] Regions = [.. Library.GetSupportedRegions().Order(StringComparer.Ordinal)];
    private static readonly int[] Countries = [.. Library.GetSupportedCallingCodes().Order()];
    private static readonly string[] Forms =
    [
        "{0}{1}{2}", "({0}) {1}-{2}", "{0}-{1}-{2}", "{0}.{1}.{2}", "{0} {1} {2}", "({0}){1}-{2}", "{0}/{1}-{2}", "1{0}{1}{2}", "1-{0}-{1}-{2}", "1 ({0}) {1}-{2}",
        "+1{0}{1}{2}", "+1 {0} {1} {2}", "+1 ({0}) {1}-{2}", "+1.{0}.{1}.{2}", "(+1) {0} {1} {2}", "0111{0}{1}{2}", "011 1 {0} {1} {2}", "001{0}{1}{2}", "00 1 {0} {1} {2}", "+{0}{1}{2}",
        "+{0} {1} {2}", "{1}-{2} {0}", "{1}-{2}", "0{0}{1}{2}",
    ];

    private static readonly string[] Before = ["'", "=\"", "\"", "tel:", "Tel. ", "cell: ", "Cell ", "(cell) ", "móvil: ", " ", "\u202a", "\ufeff", "+", "#", "(", "-", "ph ", "Call ", "\u200e"];
    private static readonly string[] After = [".0", ".00", "\"", " x12", " ext. 7", "x123", " extension 4", " #9", " (cell)", " (home)", " ", "\u202c", "\u200b", ",", ".", " or", " / 5", "!", "*", " ext", "E+10"];
    private static readonly string[] Marks = ["\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "\u00a0", "\u2009", "\u3000", "\u200b", "\u00ad", "  ", "--", " - ", "_", ",", "+", "O", "l", "·", "~"];
    private readonly Random random = new(seed);

    public string Next() => random.Next(100) switch
    {
        < 35 => NorthAmerican(),
        < 55 => Decorated(random.Next(3) == 0 ? Abroad() : NorthAmerican()),
        < 75 => Abroad(),
        < 83 => Digits(random.Next(5, 17)),
        < 90 => Broken(random.Next(2) == 0 ? Abroad() : NorthAmerican()),
        < 94 => Exponent(),
        < 97 => $"{NorthAmerican()}{Pick(["; ", ", ", " / ", " or ", " & ", " "])}{NorthAmerican()}",
        _ => Noise(),
    };

    private string NorthAmerican()
    {
        var area = random.Next(5) > 0 ? Pick(["313", "248", "734", "586", "517", "616", "989", "212", "415", "787", "416", "876"]) : Digits(3);
        var exchange = random.Next(4) > 0 ? $"{random.Next(2, 10)}{Digits(2)}" : Digits(3);
        return string.Format(CultureInfo.InvariantCulture, Pick(Forms), area, exchange, random.Next(30) == 0 ? new string(area[0], 4) : Digits(4));
    }

    // A real number with changed last digits, or random digits after a country code.
    private string Abroad()
    {
        if (random.Next(3) == 0)
        {
            return $"{Pick(["+", "+", "00", "011 "])}{Countries[random.Next(Countries.Length)]}{Pick(["", " ", "-", " (0)"])}{Digits(random.Next(5, 13))}";
        }

        var example = Library.GetExampleNumberForType(Pick(Regions), Pick([PhoneNumberType.MOBILE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE]));
        if (example is null)
        {
            return Digits(10);
        }

        var text = Library.Format(example, Pick([PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL]));
        var changed = new StringBuilder(text);
        for (var i = text.Length - random.Next(0, 6); i < text.Length; i++)
        {
            changed[i] = char.IsAsciiDigit(text[i]) ? (char)('0' + random.Next(10)) : text[i];
        }

        return random.Next(5) switch
        {
            0 => $"00{changed.ToString()[1..]}",
            1 => $"011 {changed.ToString()[1..]}",
            _ => changed.ToString(),
        };
    }

    private string Decorated(string number) => random.Next(6) switch
    {
        0 => $"{Pick(Before)}{number}{Pick(After)}",
        1 or 2 => $"{Pick(Before)}{number}",
        3 or 4 => $"{number}{Pick(After)}",
        _ => string.Concat(number.Select(character => char.IsAsciiDigit(character) ? (char)(character - '0' + '\uff10') : character)),
    };

    private string Broken(string number)
    {
        var position = random.Next(number.Length + 1);
        return random.Next(4) == 0 && position < number.Length ? number.Remove(position, 1) : number.Insert(position, Pick(Marks));
    }

    private string Exponent()
    {
        var digits = random.Next(2) == 0 ? $"1{random.Next(2, 10)}{Digits(9)}" : $"{random.Next(2, 10)}{Digits(9)}";
        var kept = random.Next(3) == 0 ? random.Next(1, digits.Length) : digits.Length - 1;
        return $"{digits[0]}{Pick([".", ","])}{digits.Substring(1, kept)}{Pick(["E+", "e+", "E"])}{digits.Length - 1}";
    }

    private string Noise() => string.Concat(Enumerable.Range(0, random.Next(0, 20)).Select(_ => Pick(["0", "1", "2", "3", "5", "7", "9", " ", "-", "(", ")", "+", ".", "/", "x", "a", "é", "\u0663", "\t"])));

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];
}
