using System.Text.Json;
using System.Text.Json.Nodes;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>The rows of an uploaded file, as one array for each column. The database takes them in this form.</summary>
/// <param name="Lines">Line number of each row in the file.</param>
/// <param name="Raw">Content of the phone cell.</param>
/// <param name="PhoneNumbers">The same without surrounding space. The database reads the number.</param>
/// <param name="Messages">Text for each row. Null if the file has no column of texts.</param>
internal sealed record RecipientFile(int[] Lines, string[] Raw, string[] PhoneNumbers, string[]? Messages)
{
    /// <summary>How the bytes of the file were read.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>How Outlier understood the columns.</summary>
    public required UsedColumns Columns { get; init; }

    /// <summary>Adds the format and the columns to an answer.</summary>
    public void Describe(JsonNode answer)
    {
        answer["encoding"] = Format.Encoding;
        answer["separator"] = Format.Separator.ToString();
        answer["columns"] = JsonSerializer.SerializeToNode(Columns, HttpJson.Default.UsedColumns);
    }
}
