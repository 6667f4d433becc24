using Outlier.Executor.Http;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Campaigns;

/// <summary>All rows of a file. The columns are selected later, because the form's fields that name them may come after the file.</summary>
internal sealed class RecipientSheet(IReadOnlyList<RecipientRow> rows, FileFormat format)
{
    private const int LongestRaw = 200;
    private const int MostListed = 100;

    /// <exception cref="RequestException">The file is not a list of people. The message says why.</exception>
    public RecipientFile ToFile(RecipientChoice choice) =>
        Inspect(choice) is var (file, refusal) && refusal is null ? file : throw RequestException.BadRequest(refusal);

    /// <summary>The same for an inspection: if a person must first name a column, the result has no rows and the reason.</summary>
    /// <exception cref="RequestException">The file is empty, or the request names a column that it does not have.</exception>
    public (RecipientFile File, string? Refusal) Inspect(RecipientChoice choice)
    {
        if (rows.Count == 0)
        {
            throw RequestException.BadRequest("The file is empty. Send a CSV file with one phone number in each line.");
        }

        var columns = RecipientColumns.Find(rows, choice);
        if (rows.Count == columns.Start)
        {
            throw RequestException.BadRequest("The file has a header and no line below it. Add lines with phone numbers.");
        }

        var width = Width(columns);
        var list = columns.Refusal is null ? rows.Skip(columns.Start).ToList() : [];
        var file = new RecipientFile(
            [.. list.Select(row => row.Line)],
            [.. list.Select(row => StorableText.Of(Cell(row, columns, width), LongestRaw))],
            // One character more than the database accepts: it refuses a longer cell, and does not read its beginning as a number.
            [.. list.Select(row => StorableText.Of(Cell(row, columns, width).Trim(), LongestRaw + 1))],
            columns.Message.Column is { } message ? [.. list.Select(row => StorableText.Of(row.Cell(message)))] : null)
        {
            Format = format,
            Columns = Describe(columns, width),
        };
        return (file, columns.Refusal);
    }

    // Columns up to the last one with a name. Without names, as many as the first row has.
    private int Width(RecipientColumns columns) => Math.Max(
        columns.Header is { } header
            ? Array.FindLastIndex(header, name => !string.IsNullOrWhiteSpace(name)) + 1
            : rows[columns.Start].Cells.Length,
        Math.Max(columns.Phone.Column ?? 0, columns.Message.Column ?? 0) + 1);

    // A number beyond the last column belongs to the phone cell: somebody wrote two numbers with a comma.
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
/// <param name="Line">Line at which the row begins in the file, from 1.</param>
/// <param name="Cells">The cells. Rows may have different numbers of cells.</param>
internal sealed record RecipientRow(int Line, string[] Cells)
{
    /// <summary>Returns a cell. Empty if the row is too short.</summary>
    public string Cell(int column) => column < Cells.Length ? Cells[column] : string.Empty;
}

/// <summary>The request's choice of columns, for a file whose headers do not name them.</summary>
internal sealed record RecipientChoice
{
    /// <summary>Column of the phone numbers, by header or by position from 1. Null: Outlier finds it.</summary>
    public string? PhoneColumn { get; init; }

    /// <summary>Column of the texts, by header or by position from 1. Empty: there is none. Null: Outlier finds it.</summary>
    public string? MessageColumn { get; init; }

    /// <summary>Whether the first row names the columns. Null: Outlier decides.</summary>
    public bool? HasHeader { get; init; }
}
