using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>
/// Finds the columns of the phone numbers and the texts in a file, and the first row of its list. In doubt, a person must name the
/// column: a wrong guess could text account numbers.
/// </summary>
/// <param name="Titles">Number of title rows above the list.</param>
/// <param name="Header">The row that names the columns. Null if there is none.</param>
/// <param name="Phone">The column of phone numbers.</param>
/// <param name="Message">The column of texts.</param>
internal sealed record RecipientColumns(int Titles, string[]? Header, ColumnChoice Phone, ColumnChoice Message)
{
    // As many rows as are needed to recognize the columns.
    private const int SampleSize = 100;
    private const int DeepestHeader = 10;

    /// <summary>The first row of the list.</summary>
    public int Start => Titles + (Header is null ? 0 : 1);

    /// <summary>Reason why a person must name a column before the file can be used. Null if it is not needed.</summary>
    public string? Refusal => Phone.Refusal ?? Message.Refusal;

    /// <summary>Finds the columns from the first rows of a file.</summary>
    /// <exception cref="RequestException">The request names a column that the file does not have.</exception>
    public static RecipientColumns Find(IReadOnlyList<RecipientRow> all, RecipientChoice choice)
    {
        var sample = all.Take(SampleSize).ToList();
        var (titles, hasHeader) = FindHeader(sample, choice.HasHeader);
        var header = hasHeader ? sample[titles].Cells : null;
        var table = new RecipientTable(header, [.. sample.Skip(titles + (hasHeader ? 1 : 0))]);
        var phone = table.ChoosePhone(choice.PhoneColumn);
        return new RecipientColumns(titles, header, phone, table.ChooseMessage(choice.MessageColumn, phone.Column));
    }

    /// <summary>Rates a cell as a phone number. 0: none. 1: possibly one. 2: a US number, or a number with its country code.</summary>
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

    /// <summary>Whether a cell has so many digits that its row is data and not a header.</summary>
    internal static bool HasNumber(string cell) => cell.Count(char.IsDigit) >= 7;

    private static (int Titles, bool HasHeader) FindHeader(List<RecipientRow> sample, bool? says)
    {
        if (says == false)
        {
            return (0, false);
        }

        var top = sample.TakeWhile(row => !Array.Exists(row.Cells, HasNumber)).Take(DeepestHeader).ToList();
        var named = top.FindIndex(row => Array.Exists(row.Cells, ColumnNames.IsPhone));
        // Below a row of several cells, this row would be a person without a number, with the word "mobile" in another cell.
        if (named >= 0 && top.Take(named).All(row => Filled(row) <= 1))
        {
            return (named, true);
        }

        // A title is the only cell of its row, above a list of several columns.
        var titles = top.TakeWhile(row => Filled(row) == 1).Count();
        var below = sample.Skip(titles).ToList();
        titles = below.Count(row => Filled(row) > 1) * 2 > below.Count ? titles : 0;
        return (titles, says ?? (titles < sample.Count && !Array.Exists(sample[titles].Cells, HasNumber)));
    }

    private static int Filled(RecipientRow row) => row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell));
}
