using System.Globalization;
using Outlier.Executor.Http;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Campaigns;

/// <summary>Which columns of a file hold the phone number and the text, and where its list begins. Nothing is guessed that could text an account number.</summary>
/// <param name="Titles">How many rows above the list hold a title.</param>
/// <param name="Header">What the columns are called; null: nothing names them.</param>
/// <param name="Phone">The column of phone numbers.</param>
/// <param name="Message">The column of texts; null: there is none.</param>
internal sealed record RecipientColumns(int Titles, string[]? Header, int Phone, int? Message)
{
    // Enough to tell the columns by.
    private const int SampleSize = 100;
    private const int DeepestHeader = 10;
    // An address is shorter, and a note has fewer words.
    private const int LengthOfText = 40;
    private const int WordsOfText = 7;

    /// <summary>The first row of the list.</summary>
    public int Start => Titles + (Header is null ? 0 : 1);

    /// <summary>Looks at the first rows of a file.</summary>
    /// <exception cref="RequestException">It cannot be told which column holds the numbers or the texts; the message lists them.</exception>
    public static RecipientColumns Find(IReadOnlyList<RecipientRow> all, RecipientChoice choice)
    {
        var sample = all.Take(SampleSize).ToList();
        var (titles, hasHeader) = FindHeader(sample, choice.HasHeader);
        var header = hasHeader ? sample[titles].Cells : null;
        var rows = sample.Skip(titles + (hasHeader ? 1 : 0)).ToList();
        var table = new Table(header, rows);
        var phone = choice.PhoneColumn is { } name ? table.Named("phoneColumn", name) : table.FindPhone();
        var message = choice.MessageColumn switch
        {
            null => table.FindMessage(phone),
            var column when string.IsNullOrWhiteSpace(column) => null,
            var column => table.Named("messageColumn", column),
        };
        return new RecipientColumns(titles, header, phone, message);
    }

    /// <summary>0: no phone number; 2: a US number or one with its country; 1: what might be one.</summary>
    internal static int Likeness(string cell)
    {
        var text = cell.AsSpan().Trim();
        var digits = 0;
        var firstDigit = '\0';
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character))
            {
                firstDigit = digits++ == 0 ? character : firstDigit;
            }
            else if (!char.IsWhiteSpace(character) && !"+-.()/\u2010\u2011\u2012\u2013\u2014\u2015".Contains(character, StringComparison.Ordinal))
            {
                return 0;
            }
        }

        return (digits, firstDigit, text is ['+', ..]) switch
        {
            ( < 7 or > 15, _, _) => 0,
            (_, _, true) or (10, not ('0' or '1'), _) or (11, '1', _) => 2,
            _ => 1,
        };
    }

    /// <summary>A header names things; whatever has so many digits is a number of somebody's.</summary>
    internal static bool HasNumber(string cell) => cell.Count(char.IsDigit) >= 7;

    private static (int Titles, bool HasHeader) FindHeader(List<RecipientRow> sample, bool? says)
    {
        if (says == false)
        {
            return (0, false);
        }

        var top = sample.TakeWhile(row => !Array.Exists(row.Cells, HasNumber)).Take(DeepestHeader).ToList();
        var named = top.FindIndex(row => Array.Exists(row.Cells, ColumnNames.IsPhone));
        // Below a row of several cells it would be somebody whose number is missing, and who has a "mobile".
        if (named >= 0 && top.Take(named).All(row => Filled(row) <= 1))
        {
            return (named, true);
        }

        // A title stands alone in its row, above a list of several columns.
        var titles = top.TakeWhile(row => Filled(row) == 1).Count();
        var below = sample.Skip(titles).ToList();
        titles = below.Count(row => Filled(row) > 1) * 2 > below.Count ? titles : 0;
        return (titles, says ?? (titles < sample.Count && !Array.Exists(sample[titles].Cells, HasNumber)));
    }

    private static int Filled(RecipientRow row) => row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell));

    private sealed record Table(string[]? Header, List<RecipientRow> Rows)
    {
        private readonly int width = Math.Max(Header?.Length ?? 0, Rows.Count > 0 ? Rows.Max(row => row.Cells.Length) : 0);

        public int Named(string field, string name)
        {
            var exact = Columns.FirstOrDefault(column => string.Equals(Title(column)?.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase), -1);
            var found = exact >= 0 ? exact : Columns.FirstOrDefault(column => Title(column) is { } title && ColumnNames.Plain(title) == ColumnNames.Plain(name), -1);
            if (found < 0 && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position >= 1 && position <= width)
            {
                found = position - 1;
            }

            return found >= 0 ? found : throw RequestException.BadRequest(
                $"The file has no column \"{Short(name)}\", which {field} names. Its columns are: {List(Columns)}. Name one by its header or its position from 1.");
        }

        public int FindPhone()
        {
            var named = Columns.Where(column => Title(column) is { } title && ColumnNames.IsPhone(title)).ToList();
            var filled = named.Where(column => Score(column) > 0).ToList();
            if (filled.Count > 1)
            {
                throw RequestException.BadRequest($"The file has several phone columns: {List(filled)}. Name the one to use in the field phoneColumn.");
            }

            if (named.Count > 0)
            {
                return filled.Count == 1 ? filled[0] : named[0];
            }

            var candidates = Columns.Where(column => Score(column) > 0 && !(Title(column) is { } title && ColumnNames.IsId(title))).OrderByDescending(Score).ToList();
            return candidates switch
            {
                [] => throw RequestException.BadRequest(
                    $"There is no phone number in the file. Its columns are: {List(Columns)}. Call the one with the numbers phone_number, or name it in the field phoneColumn."),
                [var only] => only,
                [var best, var second, ..] when Score(best) >= 2 * Score(second) => best,
                _ => throw RequestException.BadRequest($"Several columns look like phone numbers: {List(candidates)}. Name the one to use in the field phoneColumn."),
            };
        }

        public int? FindMessage(int phone)
        {
            var named = Columns.Where(column => column != phone && Title(column) is { } title && ColumnNames.IsMessage(title)).ToList();
            if (named.Count > 1)
            {
                throw RequestException.BadRequest($"The file has several columns of texts: {List(named)}. Name the one to send in the field messageColumn.");
            }

            if (named.Count == 1)
            {
                return named[0];
            }

            var texts = Columns.Where(column => column != phone && IsOfTexts(column)).ToList();
            return texts.Count == 0 ? null : throw RequestException.BadRequest(
                $"A column looks like a text for each person, and is not called message: {List(texts)}. "
                + "Name it in the field messageColumn to send it, or send messageColumn empty to ignore it.");
        }

        private IEnumerable<int> Columns => Enumerable.Range(0, width);

        private string? Title(int column) => column < Header?.Length ? Header[column] : null;

        private int Score(int column) => Rows.Sum(row => Likeness(row.Cell(column)));

        // Long, of several words, and different in each row.
        private bool IsOfTexts(int column)
        {
            if (Title(column) is { } title && ColumnNames.IsAddress(title))
            {
                return false;
            }

            var cells = Rows.Select(row => row.Cell(column)).Where(cell => !string.IsNullOrWhiteSpace(cell)).ToList();
            return cells.Count > 1
                && cells.Count * 2 > Rows.Count
                && cells.Distinct(StringComparer.Ordinal).Count() == cells.Count
                && cells.Count(cell => cell.Length >= LengthOfText && cell.Count(char.IsWhiteSpace) >= WordsOfText - 1) * 2 > cells.Count;
        }

        private string List(IEnumerable<int> columns) => string.Join(", ", columns.Take(20).Select(column => Short(Title(column) is { Length: > 0 } title ? title : $"column {column + 1}")));

        private static string Short(string name) => name.Length <= 40 ? name : $"{StorableText.Of(name, 40)}…";
    }
}
