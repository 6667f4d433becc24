using System.Text.Json;
using System.Text.Json.Nodes;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>The rows of an uploaded file, column by column as the database takes them.</summary>
/// <param name="Lines">Where each row begins in the file.</param>
/// <param name="Raw">The cell of the phone number, as it is written.</param>
/// <param name="PhoneNumbers">The same without space around it; what number it is, if any, the database says.</param>
/// <param name="Messages">A text for each, where the file has such a column.</param>
internal sealed record RecipientFile(int[] Lines, string[] Raw, string[] PhoneNumbers, string[]? Messages)
{
    /// <summary>How its bytes were read.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>How its columns were understood.</summary>
    public required UsedColumns Columns { get; init; }

    /// <summary>Adds both to an answer.</summary>
    public void Describe(JsonNode answer)
    {
        answer["encoding"] = Format.Encoding;
        answer["separator"] = Format.Separator.ToString();
        answer["columns"] = JsonSerializer.SerializeToNode(Columns, HttpJson.Default.UsedColumns);
    }
}
