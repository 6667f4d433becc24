using Outlier.Executor.Http;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Campaigns;

/// <summary>Which columns of a file hold the phone number and the text, and whether the first row names them.</summary>
internal sealed record RecipientColumns(bool HasHeader, int Phone, int? Message)
{
    private static readonly HashSet<string> PhoneNames = new(StringComparer.Ordinal)
    {
        "phone", "phonenumber", "phonenumbers", "phones", "mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "cellnumber",
        "telephone", "telephonenumber", "tel", "number", "teléfono", "telefono", "celular", "móvil", "movil", "número", "numero",
    };

    private static readonly HashSet<string> MessageNames = new(StringComparer.Ordinal) { "message", "text", "mensaje" };

    /// <summary>Looks at the first rows of a file.</summary>
    /// <exception cref="RequestException">No column holds phone numbers.</exception>
    public static RecipientColumns Find(IReadOnlyList<RecipientRow> sample)
    {
        var first = sample[0].Cells;
        // A header names things; a row of a list has a number in it.
        var hasHeader = !first.Any(cell => Likeness(cell) > 0);
        var rows = hasHeader ? sample.Skip(1).ToList() : sample;
        var columns = Enumerable.Range(0, sample.Max(row => row.Cells.Length)).ToList();
        var named = hasHeader ? Named(first, PhoneNames) : [];
        var phone = (named.Count > 0 ? named : columns.Where(column => Score(rows, column) > 0)).OrderByDescending(column => Score(rows, column)).Cast<int?>().FirstOrDefault();
        return phone is { } found
            ? new RecipientColumns(hasHeader, found, hasHeader ? Named(first, MessageNames).Cast<int?>().FirstOrDefault() : null)
            : throw RequestException.BadRequest(
                $"There is no phone number in the file. Its columns are: {string.Join(", ", first.Take(20).Select(Short))}. Call the one with the numbers phone_number.");
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

    private static List<int> Named(string[] header, HashSet<string> names) =>
        [.. Enumerable.Range(0, header.Length).Where(column => names.Contains(Plain(header[column])))];

    private static string Plain(string name) =>
        string.Concat(name.Where(character => !char.IsWhiteSpace(character) && character is not ('_' or '-'))).ToLowerInvariant();

    private static int Score(IReadOnlyList<RecipientRow> rows, int column) => rows.Sum(row => Likeness(row.Cell(column)));

    private static string Short(string name) => name.Length <= 40 ? name : $"{StorableText.Of(name, 40)}…";
}
