using System.Globalization;
using Outlier.Executor.Http;
using Outlier.Executor.Texts;

namespace Outlier.Executor.Campaigns;

/// <summary>The first rows of a list below its header. Recognizes the columns by their content.</summary>
internal sealed class RecipientTable(string[]? header, List<RecipientRow> rows)
{
    // An address is shorter than a text, and a note has fewer words.
    private const int LengthOfText = 40;
    private const int WordsOfText = 7;
    private const string NamePhone = "Name the one to use in the field phoneColumn.";
    private readonly int width = Math.Max(header?.Length ?? 0, rows.Count > 0 ? rows.Max(row => row.Cells.Length) : 0);

    private IEnumerable<int> Columns => Enumerable.Range(0, width);

    /// <summary>Finds the column of phone numbers: the one that the request names, or the only candidate.</summary>
    /// <exception cref="RequestException">The file has no column with this name.</exception>
    public ColumnChoice ChoosePhone(string? name)
    {
        var candidates = Columns.Where(column => Score(column) > 0 && (IsPhone(column) || !IsId(column))).ToList();
        if (name is not null)
        {
            return Chosen(Named("phoneColumn", name), candidates);
        }

        var named = Columns.Where(IsPhone).ToList();
        var filled = named.Where(column => Score(column) > 0).ToList();
        if (filled.Count > 1)
        {
            return Unclear(candidates, $"The file has several phone columns: {List(filled)}. {NamePhone}");
        }

        if (named.Count > 0)
        {
            return Chosen(filled.Count == 1 ? filled[0] : named[0], candidates);
        }

        return candidates.OrderByDescending(Score).ToList() switch
        {
            [] => Unclear(
                [],
                $"There is no phone number in the file. Its columns are: {List(Columns)}. "
                + "Call the one with the numbers phone_number, or name it in the field phoneColumn."),
            [var only] => new ColumnChoice(only, []),
            [var best, var second, ..] when Score(best) >= 2 * Score(second) => Chosen(best, candidates),
            var alike => Unclear(candidates, $"Several columns look like phone numbers: {List(alike)}. {NamePhone}"),
        };
    }

    /// <summary>Finds the column of texts: the one that the request names (empty: none), or the one whose header says so.</summary>
    /// <exception cref="RequestException">The file has no column with this name, or it is the column of phone numbers.</exception>
    public ColumnChoice ChooseMessage(string? name, int? phone)
    {
        var others = Columns.Where(column => column != phone).ToList();
        var named = others.FindAll(column => Title(column) is { } title && ColumnNames.IsMessage(title));
        var alike = others.FindAll(column => !named.Contains(column) && HasTexts(column));
        List<int> candidates = [.. named.Union(alike).Order()];
        if (name is not null)
        {
            return string.IsNullOrWhiteSpace(name) ? new ColumnChoice(null, candidates)
                : Named("messageColumn", name) is var column && column != phone ? Chosen(column, candidates)
                : throw RequestException.BadRequest(
                    $"The column {List([column])} holds the phone numbers, and messageColumn names it for the texts. "
                    + "Name another column there, or send messageColumn empty.");
        }

        return (named, alike) switch
        {
            ([var only], _) => Chosen(only, candidates),
            ([], []) => new ColumnChoice(null, []),
            ([], _) => Unclear(
                candidates,
                $"A column looks like a text for each person, and is not called message: {List(alike)}. "
                + "Name it in the field messageColumn to send it, or send messageColumn empty to ignore it."),
            _ => Unclear(
                candidates,
                $"The file has several columns of texts: {List(named)}. Name the one to send in the field messageColumn."),
        };
    }

    private static ColumnChoice Chosen(int column, List<int> candidates) =>
        new(column, [.. candidates.Where(other => other != column)]);

    private static ColumnChoice Unclear(List<int> candidates, string refusal) => new(null, candidates, refusal);

    private static string Short(string name) => name.Length <= 40 ? name : $"{StorableText.Of(name, 40)}…";

    private int Named(string field, string name)
    {
        var found = Columns.FirstOrDefault(
            column => string.Equals(Title(column)?.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase), -1);
        if (found < 0)
        {
            found = Columns.FirstOrDefault(
                column => Title(column) is { } title && ColumnNames.Plain(title) == ColumnNames.Plain(name), -1);
        }

        if (found < 0
            && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && position >= 1
            && position <= width)
        {
            found = position - 1;
        }

        return found >= 0 ? found : throw RequestException.BadRequest(
            $"The file has no column \"{Short(name)}\", which {field} names. Its columns are: {List(Columns)}. "
            + "Name one by its header or its position from 1.");
    }

    private string? Title(int column) => column < header?.Length ? header[column] : null;

    private bool IsPhone(int column) => Title(column) is { } title && ColumnNames.IsPhone(title);

    private bool IsId(int column) => Title(column) is { } title && ColumnNames.IsId(title);

    private int Score(int column) => rows.Sum(row => RecipientColumns.Likeness(row.Cell(column)));

    // Texts are long, have several words, and mostly differ.
    private bool HasTexts(int column)
    {
        if (Title(column) is { } title && ColumnNames.IsAddress(title))
        {
            return false;
        }

        var cells = rows.Select(row => row.Cell(column)).Where(cell => !string.IsNullOrWhiteSpace(cell)).ToList();
        return cells.Count * 2 > rows.Count
            && cells.Distinct(StringComparer.Ordinal).Count() * 2 > cells.Count
            && cells.Count(IsLong) * 2 > cells.Count;

        static bool IsLong(string cell) => cell.Length >= LengthOfText && cell.Count(char.IsWhiteSpace) >= WordsOfText - 1;
    }

    private string List(IEnumerable<int> columns) => string.Join(
        ", ", columns.Take(20).Select(column => Short(Title(column) is { Length: > 0 } title ? title : $"column {column + 1}")));
}
