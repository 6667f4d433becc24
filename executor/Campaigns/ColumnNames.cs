using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Outlier.Executor.Campaigns;

/// <summary>What the header of a column says is in it, in English and Spanish.</summary>
internal static partial class ColumnNames
{
    private const string Accented = "áàâäãéèêëíìîïóòôöõúùûüñç";
    private const string Plainly = "aaaaaeeeeiiiiooooouuuunc";

    private static readonly string[] PhoneParts = ["phone", "mobile", "telefon", "celular", "movil", "whatsapp", "cellnumber"];
    private static readonly HashSet<string> PhoneWords = new(StringComparer.Ordinal) { "cell", "cells", "cel", "tel", "telf" };

    // Beside a phone number, not one.
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

    /// <summary>A column of phone numbers, in whatever position the word stands.</summary>
    public static bool IsPhone(string header)
    {
        var words = Words(header);
        var joined = string.Concat(words);
        return !words.Exists(Qualities.Contains) && (Array.Exists(PhoneParts, part => joined.Contains(part, StringComparison.Ordinal)) || words.Exists(PhoneWords.Contains));
    }

    /// <summary>Numbers that are nobody's phone number, although they may have ten digits.</summary>
    public static bool IsId(string header) => Words(header).Exists(IdWords.Contains);

    /// <summary>A text for each person.</summary>
    public static bool IsMessage(string header) => MessageNames.Contains(string.Concat(Words(header)));

    /// <summary>Long, and different in each row, without being a text to send.</summary>
    public static bool IsAddress(string header) => Words(header).Exists(AddressWords.Contains);

    /// <summary>Compared without case, accents, spaces and signs.</summary>
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

    // By hand: this program runs without ICU, and then string.Normalize leaves accents as they are.
    private static char WithoutAccent(char character)
    {
        var position = Accented.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
        return position < 0 ? character : char.IsUpper(character) ? char.ToUpperInvariant(Plainly[position]) : Plainly[position];
    }

    // PhoneNumber1 is three words.
    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\\W\\d_A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
