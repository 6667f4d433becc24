using Outlier.Executor.Http;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Campaigns;

/// <summary>A file's rows, before it is known which of their cells count: the fields that say so may come after the file.</summary>
internal sealed class RecipientSheet(IReadOnlyList<RecipientRow> rows)
{
    private const int LongestRaw = 200;

    /// <exception cref="RequestException">It is no list of people; the message says why.</exception>
    public RecipientFile ToFile(RecipientChoice choice)
    {
        if (rows.Count == 0)
        {
            throw RequestException.BadRequest("The file is empty. Send a CSV file with a phone number a line.");
        }

        var columns = RecipientColumns.Find(rows, choice);
        var list = rows.Skip(columns.Start).ToList();
        return list.Count == 0
            ? throw RequestException.BadRequest("There is no phone number in the file: it has a header and nothing below.")
            : new RecipientFile(
                [.. list.Select(row => row.Line)],
                [.. list.Select(row => StorableText.Of(Cell(row, columns), LongestRaw))],
                [.. list.Select(row => StorableText.Of(Cell(row, columns), LongestRaw).Trim())],
                columns.Message is { } message ? [.. list.Select(row => StorableText.Of(row.Cell(message)))] : null)
            {
                Columns = Describe(columns),
            };
    }

    // A number beyond the last column that has a name belongs to the cell before it: somebody wrote two, with a comma.
    private static string Cell(RecipientRow row, RecipientColumns columns)
    {
        var cell = row.Cell(columns.Phone);
        if (columns.Header is not { } header || row.Cells.Length <= header.Length)
        {
            return cell;
        }

        var beyond = row.Cells[header.Length..].Where(RecipientColumns.HasNumber).ToList();
        return beyond.Count == 0 ? cell : string.Join("; ", [cell, .. beyond]);
    }

    private UsedColumns Describe(RecipientColumns columns)
    {
        var width = Math.Max(columns.Header?.Length ?? 0, rows[columns.Start].Cells.Length);
        return new UsedColumns(
            Name(columns.Phone),
            columns.Message is { } message ? Name(message) : null,
            [.. Enumerable.Range(0, width).Where(column => column != columns.Phone && column != columns.Message).Take(100).Select(Name)],
            columns.Header is null ? null : rows[columns.Titles].Line,
            [.. rows.Take(columns.Titles).Select(row => row.Line)]);

        string Name(int column) => columns.Header is { } header && column < header.Length && header[column].Length > 0
            ? StorableText.Of(header[column], LongestRaw)
            : $"column {column + 1}";
    }
}
