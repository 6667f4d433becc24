namespace Outlier.Executor.Campaigns;

/// <summary>
/// Reads the text of a file and repairs quotes that are never closed. By the rules of CSV, such a quote would take all that follows
/// into its field, and hundreds of people would be missing without an error. Here, only the quotes of its own line are lost. Lines stay
/// where they are, so that their numbers are those of the file.
/// </summary>
internal sealed class RecipientFileText(RecipientFileLines lines) : TextReader
{
    // A text with line breaks is shorter than this. A longer field has a quote that was never closed.
    private const int LongestRecord = 8192;
    private readonly List<string> ahead = [];
    private string current = string.Empty;
    private int position;

    private enum Quotes
    {
        Closed,
        Open,
        Broken,
    }

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            if (position == current.Length)
            {
                if (await RecordAsync(cancellationToken) is not { } record)
                {
                    break;
                }

                (current, position) = (record, 0);
            }

            var count = Math.Min(buffer.Length - filled, current.Length - position);
            current.AsMemory(position, count).CopyTo(buffer[filled..]);
            position += count;
            filled += count;
        }

        return filled;
    }

    /// <summary>Returns the first lines. They are read again later.</summary>
    public async Task<IReadOnlyList<string>> PeekAsync(int count, CancellationToken token)
    {
        while (ahead.Count < count && await LineAsync(ahead.Count, token) is not null)
        {
        }

        return [.. ahead];
    }

    private async ValueTask<string?> RecordAsync(CancellationToken token)
    {
        if (await LineAsync(0, token) is not { } first)
        {
            return null;
        }

        var count = 1;
        var length = first.Length;
        var quotes = Follow(first, open: false);
        while (quotes == Quotes.Open && length <= LongestRecord && await LineAsync(count, token) is { } line)
        {
            count++;
            length += line.Length + 1;
            quotes = Follow(line, open: true);
        }

        if (quotes != Quotes.Closed)
        {
            count = 1;
            ahead[0] = first.Replace("\"", string.Empty, StringComparison.Ordinal);
        }

        var record = string.Join('\n', ahead.Take(count)) + '\n';
        ahead.RemoveRange(0, count);
        return record;
    }

    // The line at this offset after the last one that was returned.
    private async ValueTask<string?> LineAsync(int index, CancellationToken token)
    {
        if (index == ahead.Count)
        {
            if (await lines.ReadAsync(token) is not { } line)
            {
                return null;
            }

            ahead.Add(line);
        }

        return ahead[index];
    }

    // The separator is not known yet, so a field may begin after each of them.
    private static bool IsSeparator(char character) => character is ',' or ';' or '\t' or '|';

    private static Quotes Follow(ReadOnlySpan<char> line, bool open)
    {
        var atStart = !open;
        for (var i = 0; i < line.Length; i++)
        {
            if (!open)
            {
                open = line[i] == '"' && atStart;
                atStart = IsSeparator(line[i]) || (atStart && line[i] == ' ');
            }
            else if (line[i] == '"')
            {
                if (i + 1 < line.Length && line[i + 1] == '"')
                {
                    i++;
                    continue;
                }

                var rest = line[(i + 1)..].TrimStart(' ');
                if (rest.Length > 0 && !IsSeparator(rest[0]))
                {
                    return Quotes.Broken;
                }

                open = false;
            }
        }

        return open ? Quotes.Open : Quotes.Closed;
    }
}
