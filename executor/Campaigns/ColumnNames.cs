using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Outlier.Executor.Campaigns;

/// <summary>Recognizes the content of a column by its header, in English and Spanish.</summary>
internal static partial class ColumnNames
{
    private const string Accented = "áàâäãéèêëíìîïóòôöõúùûüñç";
    private const string Plainly = "aaaaaeeeeiiiiooooouuuunc";

    private static readonly string[] PhoneParts = ["phone", "mobile", "telefon", "celular", "movil", "whatsapp", "cellnumber"];
    private static readonly HashSet<string> PhoneWords = new(StringComparer.Ordinal) { "cell", "cells", "cel", "tel", "telf" };

    // Words of columns that often stand beside the phone numbers and hold none.
    private static readonly HashSet<string> Qualities = new(StringComparer.Ordinal)
    {
        "type", "kind", "carrier", "provider", "model", "consent", "opt", "optin", "status", "verified", "valid", "ext", "extension", "country", "code", "date",
        "time", "tipo", "compania", "operador", "fecha",
    };

    private static readonly HashSet<string> IdWords = new(StringComparer.Ordinal)
    {
        "id", "ids", "account", "acct", "zip", "zipcode", "postal", "ssn", "voter", "member", "membership", "customer", "invoice", "order", "case", "ref",
        "reference", "license", "date", "dob", "fax", "cuenta", "codigo", "cedula", "expediente", "fecha",
    };

    private static readonly HashSet<string> MessageNames = new(StringComparer.Ordinal)
    {
        "message", "messages", "text", "texts", "textmessage", "messagetext", "sms", "smstext", "smsmessage", "smsbody", "body", "messagebody", "textbody",
        "mensaje", "mensajes", "texto", "mensajedetexto", "textodelmensaje", "textomensaje", "textosms", "mensajesms",
    };

    private static readonly HashSet<string> AddressWords = new(StringComparer.Ordinal)
    {
        "address", "addr", "street", "url", "link", "web", "website", "email", "mail", "direccion", "domicilio", "calle", "correo",
    };

    /// <summary>Whether the header names phone numbers. The word may stand anywhere in it.</summary>
    public static bool IsPhone(string header)
    {
        var words = Words(header);
        var joined = string.Concat(words);
        return !words.Exists(Qualities.Contains) && (Array.Exists(PhoneParts, part => joined.Contains(part, StringComparison.Ordinal)) || words.Exists(PhoneWords.Contains));
    }

    /// <summary>Whether the header names other numbers, which may have ten digits too.</summary>
    public static bool IsId(string header) => Words(header).Exists(IdWords.Contains);

    /// <summary>Whether the header names texts to send.</summary>
    public static bool IsMessage(string header) => MessageNames.Contains(string.Concat(Words(header)));

    /// <summary>Whether the header names addresses. They are long and differ in each row, as texts do.</summary>
    public static bool IsAddress(string header) => Words(header).Exists(AddressWords.Contains);

    /// <summary>Normalizes a header. Case, accents, spaces and punctuation do not count.</summary>
    public static string Plain(string header) => string.Concat(Words(header));

    private static List<string> Words(string header)
    {
        var plain = new StringBuilder();
        foreach (var character in header)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(WithoutAccent(character));
            }
        }

        return [.. Word().Matches(plain.ToString()).Select(match => match.Value.ToLowerInvariant())];
    }

    // This program runs without ICU, and then string.Normalize leaves accents as they are. So accents are removed by hand.
    private static char WithoutAccent(char character)
    {
        var position = Accented.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
        return position < 0 ? character : char.IsUpper(character) ? char.ToUpperInvariant(Plainly[position]) : Plainly[position];
    }

    // PhoneNumber1 is three words.
    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\\W\\d_A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
