using System.Globalization;
using CsvHelper;
using Npgsql;
using Outlier.Executor.Database;

namespace Outlier.Executor.Campaigns;

/// <summary>Who got a campaign, or why not, as a file that a spreadsheet opens; written row by row.</summary>
internal sealed class RecipientsCsv(OutlierApi api, long campaign) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => api.ReadCampaignRecipientsAsync(
        campaign,
        async reader =>
        {
            httpContext.Response.ContentType = "text/csv; charset=utf-8";
            httpContext.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"campaign-{campaign}-recipients.csv\"");
            var text = new StreamWriter(httpContext.Response.Body);
            await using (text.ConfigureAwait(false))
            {
                await WriteAsync(reader, text, httpContext.RequestAborted).ConfigureAwait(false);
            }
        },
        httpContext.RequestAborted);

    /// <summary>What a spreadsheet would take for a formula is marked as text. A number may begin with its plus.</summary>
    internal static string Harmless(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !cell.All(letter => char.IsAsciiDigit(letter) || letter is '+' or '-' or '(' or ')' or '.' or ' ')
            ? "'" + cell
            : cell;

    private static async Task WriteAsync(NpgsqlDataReader reader, TextWriter text, CancellationToken token)
    {
        var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        await using (csv.ConfigureAwait(false))
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                csv.WriteField(reader.GetName(column));
            }

            await csv.NextRecordAsync().ConfigureAwait(false);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    csv.WriteField(await reader.IsDBNullAsync(column, token).ConfigureAwait(false) ? null : TextOf(reader.GetValue(column)));
                }

                await csv.NextRecordAsync().ConfigureAwait(false);
            }
        }
    }

    private static string? TextOf(object value) => value switch
    {
        string text => Harmless(text),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
