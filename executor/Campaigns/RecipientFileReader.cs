using CsvHelper;
using Outlier.Executor.Http;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Campaigns;

/// <summary>Reads a list of people from a CSV file as it comes, whatever its separator, encoding and order of columns.</summary>
internal static class RecipientFileReader
{
    private const int LongestRaw = 200;
    // Enough to tell the columns by.
    private const int SampleSize = 100;

    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        TrackLineNumbers = true,
        TrimWhitespace = true,
        DetectSeparatorHint = true,
        IncludeValuesInExceptions = false,
    };

    /// <exception cref="RequestException">The file is no list of people; the message says why.</exception>
    public static async Task<RecipientFile> ReadAsync(Stream file, CancellationToken token)
    {
        using var reader = new StreamReader(file, Windows1252Fallback.Encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var text = new RecipientFileText(new RecipientFileLines(reader));
        var separator = RecipientSeparator.Find(await text.PeekAsync(SampleSize, token).ConfigureAwait(false));
        using var csv = CsvReader.Create(text, Options with { Separator = separator }, leaveOpen: true);
        var sample = new List<RecipientRow>();
        while (sample.Count < SampleSize && await NextAsync(csv, token).ConfigureAwait(false) is { } row)
        {
            sample.Add(row);
        }

        var columns = sample.Count > 0 ? RecipientColumns.Find(sample) : throw RequestException.BadRequest("The file is empty. Send a CSV file with a phone number a line.");
        var rows = new Rows(columns);
        sample.Skip(columns.HasHeader ? 1 : 0).ToList().ForEach(rows.Add);
        while (await NextAsync(csv, token).ConfigureAwait(false) is { } row)
        {
            rows.Add(row);
        }

        return rows.ToFile();
    }

    // The next row in which there is something.
    private static async ValueTask<RecipientRow?> NextAsync(CsvReader csv, CancellationToken token)
    {
        while (await csv.ReadAsync(token).ConfigureAwait(false))
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

    private sealed class Rows(RecipientColumns columns)
    {
        private readonly List<int> lines = [];
        private readonly List<string> raw = [];
        private readonly List<string> phoneNumbers = [];
        private readonly List<string> messages = [];

        public void Add(RecipientRow row)
        {
            var cell = row.Cell(columns.Phone);
            lines.Add(row.Line);
            raw.Add(StorableText.Of(cell, LongestRaw));
            phoneNumbers.Add(raw[^1].Trim());
            if (columns.Message is { } message)
            {
                messages.Add(StorableText.Of(row.Cell(message)));
            }
        }

        public RecipientFile ToFile() => lines.Count > 0
            ? new RecipientFile([.. lines], [.. raw], [.. phoneNumbers], columns.Message is null ? null : [.. messages])
            : throw RequestException.BadRequest("There is no phone number in the file: it has a header and nothing below.");
    }
}
