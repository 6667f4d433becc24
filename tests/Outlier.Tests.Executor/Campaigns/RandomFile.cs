using System.Globalization;
using System.Text;

namespace Outlier.Tests.Executor.Campaigns;

/// <summary>A list of people in a random, unusual format, with the positions of its numbers.</summary>
internal sealed class RandomFile
{
    private static readonly string[] Joiners = ["; ", ", ", " / ", " or ", " y ", "\n", " & ", "|", "  ", ";"];
    private static readonly string[] Junk = ["Avery", "n/a", "-", "José Pérez", "call me", "\"Ave\"", "Detroit, MI", "x;y", "a|b", "12", "#", "😀", "Two\nlines"];
    private readonly Random random;
    private readonly char separator;
    private readonly StringBuilder text = new();
    private int line = 1;

    public RandomFile(int seed)
    {
        random = new Random(seed);
        separator = Pick([',', ';', '\t', '|']);
        var isNamed = random.Next(4) > 0;
        var width = random.Next(1, 6);
        PhoneColumn = random.Next(width);
        Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["messageColumn"] = string.Empty, ["numbersPerCell"] = Pick(["none", "first", "all"]) };
        if (random.Next(2) == 0)
        {
            Add($"sep={separator}", isRow: false);
        }

        if (isNamed)
        {
            Add(string.Join(separator, Enumerable.Range(0, width).Select(column => column == PhoneColumn ? "phone" : $"field{column}")), isRow: false);
        }
        else
        {
            Fields["hasHeader"] = "false";
            Fields["phoneColumn"] = (PhoneColumn + 1).ToString(CultureInfo.InvariantCulture);
        }

        // Without a header, the first row determines the number of columns, so it must be complete.
        var rows = random.Next(1, 16);
        for (var row = 0; row < rows; row++)
        {
            AddRow(width, isWhole: row == 0);
        }
    }

    /// <summary>The form fields that are sent with the file.</summary>
    public Dictionary<string, string> Fields { get; }

    public int PhoneColumn { get; }

    public char Separator => separator;

    public string Text => text.ToString();

    /// <summary>The lines at which a row begins that is not blank.</summary>
    public List<int> Rows { get; } = [];

    /// <summary>The digits of each number in the column of phone numbers or beyond the last column, by line.</summary>
    public List<(int Line, string Digits)> Numbers { get; } = [];

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];

    private void AddRow(int width, bool isWhole)
    {
        var cells = Enumerable.Range(0, isWhole ? width : random.Next(1, width + 4)).Select(column => Cell(column == PhoneColumn || column >= width)).ToList();
        if (cells.TrueForAll(string.IsNullOrWhiteSpace) && !isWhole)
        {
            Add(string.Join(separator, cells), isRow: false);
            return;
        }

        if (cells.TrueForAll(string.IsNullOrWhiteSpace))
        {
            cells[0] = "Robin";
        }

        Add(string.Join(separator, cells.Select(Quoted)), isRow: true);
    }

    private void Add(string row, bool isRow)
    {
        if (isRow)
        {
            Rows.Add(line);
        }

        text.Append(row).Append('\n');
        line += row.Count(character => character == '\n') + 1;
    }

    private string Cell(bool counts)
    {
        if (random.Next(4) == 0)
        {
            return random.Next(2) == 0 ? string.Empty : Pick(Junk);
        }

        if (!counts && random.Next(2) == 0)
        {
            return Pick(Junk);
        }

        var parts = Enumerable.Range(0, Pick([1, 1, 1, 2, 2, 3])).Select(_ => random.Next(8) == 0 ? Pick(Junk).Replace("\"", string.Empty, StringComparison.Ordinal) : Number(counts)).ToList();
        return string.Join(Pick(Joiners), parts);
    }

    private string Number(bool counts)
    {
        var isGood = random.Next(3) > 0;
        var digits = isGood
            ? string.Create(CultureInfo.InvariantCulture, $"{Pick(["313", "248", "734"])}55501{random.Next(1, 90):D2}")
            : string.Concat(Enumerable.Range(0, random.Next(7, 13)).Select(_ => (char)('0' + random.Next(10))));
        if (counts)
        {
            Numbers.Add((line, digits));
        }

        return digits.Length != 10 ? digits : string.Format(
            CultureInfo.InvariantCulture, Pick(["{0}{1}{2}", "({0}) {1}-{2}", "{0}-{1}-{2}", "{0}.{1}.{2}", "+1{0}{1}{2}", "1 {0} {1} {2}"]), digits[..3], digits[3..6], digits[6..]);
    }

    private string Quoted(string cell) => cell.AsSpan().ContainsAny($"{separator}\"\n") || random.Next(10) == 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
