using System.Text.RegularExpressions;
using CsvHelper;

namespace Outlier.Executor.Campaigns;

/// <summary>
/// Writes a list that people open in a spreadsheet. A cell that would run as a formula there gets an apostrophe in front. A phone
/// number keeps its plus sign, so that the list can be uploaded again.
/// </summary>
internal sealed partial class RecipientsCsv(Stream output) : IAsyncDisposable
{
    private readonly CsvWriter writer = CsvWriter.Create(
        output, new CsvWriterOptions { Injection = CsvInjection.Escape, InjectionCharacters = "=@-\t\r" }, leaveOpen: true);

    public async ValueTask WriteAsync(string[] cells, CancellationToken token)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is ['+', ..] && !PhoneNumber().IsMatch(cells[i]))
            {
                cells[i] = $"'{cells[i]}";
            }
        }

        await writer.WriteRecordAsync(cells, token);
    }

    public ValueTask DisposeAsync() => writer.DisposeAsync();

    [GeneratedRegex(@"^\+[0-9]{7,15}\z")]
    private static partial Regex PhoneNumber();
}
