using Outlier.Executor.Http;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Campaigns;

/// <summary>A file's rows, before it is known which of their cells count: the fields that say so may come after the file.</summary>
internal sealed class RecipientSheet(IReadOnlyList<RecipientRow> rows, FileFormat format)
{
    private const int LongestRaw = 200;
    private const int MostListed = 100;

    /// <exception cref="RequestException">It is no list of people; the message says why.</exception>
    public RecipientFile ToFile(RecipientChoice choice) =>
        Inspect(choice) is var (file, refusal) && refusal is null ? file : throw RequestException.BadRequest(refusal);

    /// <summary>The same, but a file of which a person must first name a column comes without rows and with the reason.</summary>
    /// <exception cref="RequestException">There is nothing in it, or the request names a column that it does not have.</exception>
    public (RecipientFile File, string? Refusal) Inspect(RecipientChoice choice)
    {
        if (rows.Count == 0)
        {
            throw RequestException.BadRequest("The file is empty. Send a CSV file with a phone number a line.");
        }

        var columns = RecipientColumns.Find(rows, choice);
        if (rows.Count == columns.Start)
        {
            throw RequestException.BadRequest("There is no phone number in the file: it has a header and nothing below.");
        }

        var width = Width(columns);
        var list = columns.Refusal is null ? rows.Skip(columns.Start).ToList() : [];
        var file = new RecipientFile(
            [.. list.Select(row => row.Line)],
            [.. list.Select(row => StorableText.Of(Cell(row, columns, width), LongestRaw))],
            // One character more than the database reads as a number: the end of a longer cell is not cut off in silence.
            [.. list.Select(row => StorableText.Of(Cell(row, columns, width).Trim(), LongestRaw + 1))],
            columns.Message.Column is { } message ? [.. list.Select(row => StorableText.Of(row.Cell(message)))] : null)
        {
            Format = format,
            Columns = Describe(columns, width),
        };
        return (file, columns.Refusal);
    }

    // Up to the last column that has a name; without names, as many as the first row has.
    private int Width(RecipientColumns columns) => Math.Max(
        columns.Header is { } header
            ? Array.FindLastIndex(header, name => !string.IsNullOrWhiteSpace(name)) + 1
            : rows[columns.Start].Cells.Length,
        Math.Max(columns.Phone.Column ?? 0, columns.Message.Column ?? 0) + 1);

    // A number beyond the last column belongs to the cell of the phone number: somebody wrote two, with a comma.
    private static string Cell(RecipientRow row, RecipientColumns columns, int width)
    {
        var cell = row.Cell(columns.Phone.Column ?? 0);
        if (row.Cells.Length <= width)
        {
            return cell;
        }

        var beyond = row.Cells[width..].Where(RecipientColumns.HasNumber).ToList();
        return beyond.Count == 0 ? cell : string.Join("; ", beyond.Prepend(cell).Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    private UsedColumns Describe(RecipientColumns columns, int width)
    {
        var first = rows[columns.Titles].Line;
        var unused = Enumerable.Range(0, width)
            .Where(column => column != columns.Phone.Column && column != columns.Message.Column);
        return new UsedColumns(
            columns.Phone.Column is { } phone ? Name(phone) : null,
            columns.Message.Column is { } message ? Name(message) : null,
            [.. columns.Phone.Others.Where(column => column < width).Take(MostListed).Select(Name)],
            [.. columns.Message.Others.Where(column => column < width).Take(MostListed).Select(Name)],
            [.. unused.Take(MostListed).Select(Name)],
            columns.Header is null ? null : first,
            [.. Enumerable.Range(1, first - 1).Take(MostListed)]);

        string Name(int column) => columns.Header is { } header && column < header.Length && header[column].Length > 0
            ? StorableText.Of(header[column], LongestRaw)
            : $"column {column + 1}";
    }
}

/// <summary>A row of a file.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Cells">Its cells; rows may differ in how many they have.</param>
internal sealed record RecipientRow(int Line, string[] Cells)
{
    /// <summary>A cell; nothing where the row is too short.</summary>
    public string Cell(int column) => column < Cells.Length ? Cells[column] : string.Empty;
}

/// <summary>What a request says about the columns of its file, where they are not to be found by their names.</summary>
internal sealed record RecipientChoice
{
    /// <summary>The column of phone numbers, by its header or its position from 1; null: found by its name.</summary>
    public string? PhoneColumn { get; init; }

    /// <summary>The column of texts, likewise; empty: none; null: found by its name.</summary>
    public string? MessageColumn { get; init; }

    /// <summary>Whether the first row names the columns; null: to be seen.</summary>
    public bool? HasHeader { get; init; }
}
