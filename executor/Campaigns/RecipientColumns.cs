using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>Which columns of a file hold the phone number and the text, and where its list begins. Nothing is guessed that could text an account number.</summary>
/// <param name="Titles">How many rows above the list hold a title.</param>
/// <param name="Header">What the columns are called; null: nothing names them.</param>
/// <param name="Phone">The column of phone numbers.</param>
/// <param name="Message">The column of texts.</param>
internal sealed record RecipientColumns(int Titles, string[]? Header, ColumnChoice Phone, ColumnChoice Message)
{
    // Enough to tell the columns by.
    private const int SampleSize = 100;
    private const int DeepestHeader = 10;

    /// <summary>The first row of the list.</summary>
    public int Start => Titles + (Header is null ? 0 : 1);

    /// <summary>Why no campaign can be made of the file before a person names a column; null: one can.</summary>
    public string? Refusal => Phone.Refusal ?? Message.Refusal;

    /// <summary>Looks at the first rows of a file.</summary>
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
}
