using Microsoft.AspNetCore.WebUtilities;
using Outlier.Executor.Auth;
using Outlier.Executor.Campaigns;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.Outcomes;

/// <summary>The endpoints of a batch's results and recipients, and of the people whom it did not reach.</summary>
internal static class OutcomeEndpoints
{
    /// <param name="batches">The endpoints of one kind of batch.</param>
    /// <param name="kind"><c>broadcast</c> or <c>campaign</c>.</param>
    public static void MapOutcomes(this RouteGroupBuilder batches, string kind)
    {
        batches.MapGet("/{id:long}/results", async (long id, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<BatchResults>(await api.BatchResultsAsync(kind, id, token)))
            .RequireRole(Role.Viewer).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary($"Returns the results of a {kind}: by step, by reason, by segment and by hour.");
        batches.MapGet("/{id:long}/recipients", async (long id, string? outcome, string? cursor, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<RecipientPage>(await api.ListRecipientsAsync(kind, id, outcome, cursor, token)))
            .RequireRole(Role.Viewer).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary($"Lists the people of a {kind} with the outcome, 50 a page. outcome is all, delivered, failed, unknown, waiting, not_sent, replied or opted_out.");
        batches.MapGet("/{id:long}/recipients.csv", (long id, string? outcome, HttpResponse response, OutlierApi api, CancellationToken token) =>
                WriteRecipientsAsync(kind, id, outcome, response, api, token))
            .RequireRole(Role.Viewer).Produces<string>(StatusCodes.Status200OK, "text/csv").Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary($"Returns all people of a {kind}, or those with an outcome, as CSV.");
        batches.MapGet("/{id:long}/unreached", async (long id, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<Unreached>(await api.CountUnreachedAsync(kind, id, token)))
            .RequireRole(Role.Viewer).Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary($"Counts the people whom a {kind} did not reach for a temporary reason.");
        batches.MapPost("/{id:long}/unreached", async (long id, HttpRequest request, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<Campaign>(await api.RepeatForUnreachedAsync(kind, id, await JsonBody.ReadAsync(request, token), token)))
            .RequireRole(Role.Editor).Accepts<CampaignRequest>("application/json").Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary($"Creates a campaign for those people that runs at runAt. Omitted fields are taken from the {kind}. A repeated request returns the same campaign.");
    }

    private static async Task WriteRecipientsAsync(
        string kind, long id, string? outcome, HttpResponse response, OutlierApi api, CancellationToken token)
    {
        await using var whole = await api.ReadRecipientsAsync(kind, id, outcome, rows => WriteAsync(rows, token), token);
        response.ContentType = "text/csv; charset=utf-8";
        response.ContentLength = whole.Length;
        response.Headers.ContentDisposition = $"attachment; filename={kind}-{id}-recipients.csv";
        await whole.DrainBufferAsync(response.Body, token);
    }

    // The whole list is buffered before the first byte leaves, so that a slow client does not hold a database connection.
    private static async Task<FileBufferingWriteStream> WriteAsync(IAsyncEnumerable<string[]> rows, CancellationToken token)
    {
        var whole = new FileBufferingWriteStream();
        try
        {
            await using var csv = new RecipientsCsv(whole);
            await foreach (var row in rows)
            {
                await csv.WriteAsync(row, token);
            }
        }
        catch
        {
            await whole.DisposeAsync();
            throw;
        }

        return whole;
    }
}
