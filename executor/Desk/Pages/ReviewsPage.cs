using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Outlier.Executor.Auth;
using Outlier.Executor.Consent;
using Outlier.Executor.Database;

namespace Outlier.Executor.Desk.Pages;

/// <summary>The page of messages that may be opt-outs, the most urgent first. One key decides each.</summary>
internal static class ReviewsPage
{
    public static void MapReviewsPage(this RouteGroupBuilder desk)
    {
        desk.MapGet("/reviews", (OutlierApi api, CancellationToken token) => ShowAsync(api, decided: null, token)).RequireRole(Role.Viewer);
        desk.MapPost("/reviews/{id:long}", async (long id, HttpRequest request, OutlierApi api, CancellationToken token) =>
            {
                var form = await DeskForm.ReadAsync(request, token);
                var decision = new JsonObject { ["decision"] = form["decision"].ToString() };
                var decided = DeskJson.Read(await api.DecideReviewAsync(id, decision.ToJsonString(), token), DeskJson.Default.ConsentReview);
                return await ShowAsync(api, decided, token);
            })
            .RequireRole(Role.Editor);
    }

    private static async Task<RazorComponentResult> ShowAsync(OutlierApi api, ConsentReview? decided, CancellationToken token) =>
        DeskRegistration.Fragment<ReviewsView>(
            ("Reviews", DeskJson.Read(await api.ListReviewsAsync(token), DeskJson.Default.IReadOnlyListConsentReview)), ("Decided", decided));
}
