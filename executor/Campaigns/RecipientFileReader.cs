using CsvHelper;

namespace Outlier.Executor.Campaigns;

/// <summary>Reads a list of people from a CSV file as a stream, with any separator, encoding and order of columns.</summary>
internal static class RecipientFileReader
{
    // As many lines as are needed to recognize the separator.
    private const int SampleSize = 100;

    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        TrackLineNumbers = true,
        TrimWhitespace = true,
        DetectSeparatorHint = true,
        IncludeValuesInExceptions = false,
    };

    public static async Task<RecipientSheet> ReadAsync(Stream file, CancellationToken token)
    {
        var fallback = new Windows1252Fallback();
        using var reader = new StreamReader(file, fallback.Encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var text = new RecipientFileText(new RecipientFileLines(reader));
        var separator = RecipientSeparator.Find(await text.PeekAsync(SampleSize, token));
        using var csv = CsvReader.Create(text, Options with { Separator = separator }, leaveOpen: true);
        var rows = new List<RecipientRow>();
        while (await NextAsync(csv, token) is { } row)
        {
            rows.Add(row);
        }

        var encoding = fallback.IsUsed ? "Windows-1252" : reader.CurrentEncoding.WebName.ToUpperInvariant();
        return new RecipientSheet(rows, new FileFormat(encoding, csv.Separator));
    }

    // Blank rows are skipped.
    private static async ValueTask<RecipientRow?> NextAsync(CsvReader csv, CancellationToken token)
    {
        while (await csv.ReadAsync(token))
        {
            var cells = new string[csv.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = csv.GetString(i);
            }

            if (!cells.All(string.IsNullOrWhiteSpace))
            {
                return new RecipientRow((int)csv.LineNumber, cells);
            }
        }

        return null;
    }
}
