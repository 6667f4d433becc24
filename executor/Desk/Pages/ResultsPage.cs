using Outlier.Executor.Auth;
using Outlier.Executor.Database;

namespace Outlier.Executor.Desk.Pages;

/// <summary>The pages of results: a year of broadcasts, one batch, and its recipients.</summary>
internal static class ResultsPage
{
    public static void MapResultsPage(this RouteGroupBuilder desk)
    {
        desk.MapGet("/results", async (OutlierApi api, CancellationToken token) => DeskRegistration.Fragment<YearView>(
                ("Broadcasts", DeskJson.Read(await api.BroadcastYearAsync(token), DeskJson.Default.IReadOnlyListYearBroadcast))))
            .RequireRole(Role.Viewer);
        foreach (var kind in (string[])["broadcast", "campaign"])
        {
            desk.MapGet($"/results/{kind}/{{id:long}}", async (long id, OutlierApi api, CancellationToken token) => DeskRegistration.Fragment<ResultsView>(
                    ("Results", DeskJson.Read(await api.BatchResultsAsync(kind, id, token), DeskJson.Default.BatchResults)),
                    ("Unreached", DeskJson.Read(await api.CountUnreachedAsync(kind, id, token), DeskJson.Default.Unreached)),
                    ("Recipients", DeskJson.Read(await api.ListRecipientsAsync(kind, id, outcome: null, cursor: null, token), DeskJson.Default.RecipientPage))))
                .RequireRole(Role.Viewer);
            desk.MapGet($"/results/{kind}/{{id:long}}/recipients", async (long id, string? outcome, string? cursor, OutlierApi api, CancellationToken token) =>
                    DeskRegistration.Fragment<RecipientRows>(
                        ("Path", $"/desk/results/{kind}/{id}/recipients"),
                        ("Outcome", outcome),
                        ("List", DeskJson.Read(await api.ListRecipientsAsync(kind, id, outcome, cursor, token), DeskJson.Default.RecipientPage))))
                .RequireRole(Role.Viewer);
        }
    }
}
