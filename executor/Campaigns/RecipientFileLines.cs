using System.Buffers;
using System.Text;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>Reads the lines of an uploaded file, with any line ending. It refuses a file that is not text at its first block.</summary>
internal sealed class RecipientFileLines(TextReader text)
{
    /// <summary>Longest accepted line, in characters. Without a limit, a file without line ends would be held in memory whole.</summary>
    public const int LongestLine = 65536;

    // Spreadsheets, documents and pictures contain these characters. Text files do not.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Append(127).Select(code => (char)code).Except(['\t', '\r', '\n'])]);

    private readonly char[] block = new char[16384];
    private readonly StringBuilder line = new();
    private int start;
    private int end;
    private int number = 1;
    private bool afterCarriageReturn;

    /// <summary>Reads the next line without its line ending. Null after the last line.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken token)
    {
        line.Clear();
        while (true)
        {
            if (start == end && !await FillAsync(token))
            {
                return line.Length > 0 ? line.ToString() : null;
            }

            if (afterCarriageReturn)
            {
                afterCarriageReturn = false;
                if (block[start] == '\n')
                {
                    start++;
                    continue;
                }
            }

            var length = block.AsSpan(start, end - start).IndexOfAny('\r', '\n');
            Take(length < 0 ? end - start : length);
            if (length >= 0)
            {
                afterCarriageReturn = block[start++] == '\r';
                number++;
                return line.ToString();
            }
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken token)
    {
        start = 0;
        end = await text.ReadAsync(block, token);
        if (block.AsSpan(0, end).ContainsAny(Controls))
        {
            throw RequestException.BadRequest("The file is not text. Save the list as CSV (in a spreadsheet: Save as, CSV UTF-8) and send the CSV file.");
        }

        return end > 0;
    }

    private void Take(int length)
    {
        if (line.Length + length > LongestLine)
        {
            throw RequestException.BadRequest($"Line {number} of the file has more than {LongestLine} characters. Send a CSV file with one person a line.");
        }

        line.Append(block, start, length);
        start += length;
    }
}
