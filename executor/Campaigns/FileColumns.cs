using System.Globalization;
using System.Text;

namespace Outlier.Executor.Campaigns;

/// <summary>Which columns of a file hold the numbers and the texts.</summary>
/// <param name="Phone">Column of the numbers; null where none can be told.</param>
/// <param name="Message">Column of a text for each; null where there is none.</param>
/// <param name="HasHeader">Whether the first row names the columns.</param>
internal sealed record FileColumns(int? Phone, int? Message, bool HasHeader)
{
    private static readonly HashSet<string> PhoneNames = new(StringComparer.Ordinal)
    {
        "phone", "phonenumber", "phonenumbers", "phoneno", "phonenum", "mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "cellnumber",
        "telephone", "telephonenumber", "tel", "number", "numbers", "sms", "contactnumber", "telefono", "numero", "numerodetelefono", "celular", "movil",
    };

    private static readonly HashSet<string> MessageNames = new(StringComparer.Ordinal) { "message", "messages", "text", "sms text", "mensaje", "texto" };

    /// <summary>Reads the columns from the first row: it names them, unless it holds a number itself.</summary>
    public static FileColumns Of(IReadOnlyList<string> first)
    {
        var number = IndexOf(first, LooksLikeNumber);
        if (number is not null)
        {
            return new FileColumns(number, null, HasHeader: false);
        }

        // A single column whose first cell is neither a number nor a known name may still be a bad number: it is kept as a row.
        var names = first.Select(Simplify).ToList();
        var phone = IndexOf(names, PhoneNames.Contains) ?? IndexOf(names, name => name.Contains("phone", StringComparison.Ordinal));
        var message = IndexOf(names, MessageNames.Contains);
        return new FileColumns(phone, message == phone ? null : message, HasHeader: phone is not null || message is not null || first.Any(cell => cell.Any(char.IsLetter)));
    }

    /// <summary>The same columns, with the numbers in the first one that looks like it.</summary>
    public FileColumns WithPhoneFrom(IReadOnlyList<string> row) => this with { Phone = IndexOf(row, LooksLikeNumber) };

    /// <summary>Seven digits or more, and nothing but what people write between them.</summary>
    private static bool LooksLikeNumber(string cell) =>
        cell.Count(char.IsAsciiDigit) is >= 7 and <= 15 && cell.All(letter => char.IsAsciiDigit(letter) || letter is '+' or '(' or ')' or '-' or '.' or '/' or ' ' or '\u00A0' or '\t' || letter is >= '\u2010' and <= '\u2015');

    private static int? IndexOf(IReadOnlyList<string> cells, Func<string, bool> condition)
    {
        for (var index = 0; index < cells.Count; index++)
        {
            if (condition(cells[index]))
            {
                return index;
            }
        }

        return null;
    }

    // "Phone_Number", "phone number" and "Teléfono" are names without case, accents and punctuation.
    private static string Simplify(string name)
    {
        var simple = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                simple.Append(char.ToLowerInvariant(letter));
            }
        }

        return simple.ToString();
    }
}
