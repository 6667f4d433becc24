using Outlier.Executor.Auth;
using Outlier.Executor.Database;
using Outlier.Executor.Http;

namespace Outlier.Executor.Consent;

/// <summary>The endpoints of reviews: messages that may be opt-outs.</summary>
internal static class ConsentEndpoints
{
    public static void MapConsent(this WebApplication app) => app.MapTeam(["/consent-reviews"], reviews =>
    {
        reviews.MapGet("/", async (OutlierApi api, CancellationToken token) =>
                new JsonAnswer<IReadOnlyList<ConsentReview>>(await api.ListReviewsAsync(token)))
            .RequireRole(Role.Viewer)
            .WithSummary("Lists the messages that may be opt-outs and wait for a decision, the most urgent first.");
        reviews.MapPost("/{id:long}", async (long id, HttpRequest request, OutlierApi api, CancellationToken token) =>
                new JsonAnswer<ConsentReview>(await api.DecideReviewAsync(id, await JsonBody.ReadAsync(request, token), token)))
            .RequireRole(Role.Editor).Accepts<ReviewDecision>("application/json")
            .Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .WithSummary("Records the decision about such a message: opt the person out, or keep them.");
    });
}
