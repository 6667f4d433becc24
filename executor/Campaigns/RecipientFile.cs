using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Outlier.Executor.Campaigns;

/// <summary>Reads a CSV of recipients as it comes in.</summary>
internal static class RecipientFile
{
    // Far more than a cell of a message can need: beyond it, a quotation mark was opened and never closed.
    private const int LongestCell = 10_000;

    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        HasHeaderRecord = false,
        DetectDelimiter = true,
        DetectDelimiterValues = [",", ";", "\t", "|"],
        IgnoreBlankLines = true,
        TrimOptions = TrimOptions.Trim,
        // A quotation mark in the middle of a cell is part of it.
        BadDataFound = null,
        MissingFieldFound = null,
        MaxFieldSize = LongestCell,
    };

    /// <exception cref="RecipientFileException">The file is no text, too large, or has no column with numbers.</exception>
    public static async Task<RecipientList> ReadAsync(Stream stream, long largest, CancellationToken token)
    {
        var safe = new SafeTextStream(stream, largest);
        await using (safe.ConfigureAwait(false))
        {
            using var text = new StreamReader(safe, WesternFallback.Utf8OrLatin1, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
            using var parser = new CsvParser(text, Form);
            var list = new RecipientList();
            FileColumns? columns = null;
            try
            {
                while (await parser.ReadAsync().ConfigureAwait(false))
                {
                    token.ThrowIfCancellationRequested();
                    var row = parser.Record!;
                    if (row.All(cell => cell.Length == 0))
                    {
                        continue;
                    }

                    columns = Take(list, columns, row, parser.RawRow);
                }
            }
            catch (MaxFieldSizeException)
            {
                throw new RecipientFileException($"A cell that ends on line {parser.RawRow} is longer than {LongestCell} characters: a quotation mark before it is opened and never closed.");
            }

            if (list.Lines.Count == 0)
            {
                throw new RecipientFileException("There is no phone number in the file: one on each line, or a column called phone_number.");
            }

            return list;
        }
    }

    private static FileColumns Take(RecipientList list, FileColumns? columns, string[] row, int lastLine)
    {
        if (columns is null)
        {
            columns = FileColumns.Of(row);
            if (columns.Message is not null)
            {
                list.WithMessages();
            }

            if (columns.HasHeader)
            {
                return columns;
            }
        }

        if (columns.Phone is null)
        {
            columns = columns.WithPhoneFrom(row);
        }

        // A row in quotation marks may span lines; it counts as the one on which it begins.
        var line = lastLine - row.Sum(cell => cell.Count(letter => letter == '\n'));
        list.Add(line, CellOf(row, columns.Phone ?? 0), columns.Message is null ? null : CellOf(row, columns.Message));
        return columns;
    }

    private static string CellOf(string[] row, int? column) => column < row.Length ? row[column.Value] : string.Empty;
}
