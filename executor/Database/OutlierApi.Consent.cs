namespace Outlier.Executor.Database;

/// <summary>Messages that may be opt-outs.</summary>
internal sealed partial class OutlierApi
{
    private const string DecideReview =
        "select api.decide_review(p_review_id => $1, p_request => $2, p_caller => $3)";

    private const string ListReviews =
        "select api.list_reviews()";

    public Task<string> ListReviewsAsync(CancellationToken token) => AskAsync(ListReviews, token);

    /// <summary>Decides a review.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="request">The request as it came.</param>
    /// <param name="caller">Who decides; null: unknown.</param>
    /// <param name="token">Ends the call.</param>
    public Task<string> DecideReviewAsync(long id, string request, string? caller, CancellationToken token) =>
        AskAsync(DecideReview, token, Number(id), Jsonb(request), Text(caller));
}
