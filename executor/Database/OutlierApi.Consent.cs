namespace Outlier.Executor.Database;

/// <summary>Calls for reviews: messages that may be opt-outs.</summary>
internal sealed partial class OutlierApi
{
    private const string DecideReview =
        "select api.decide_review(p_review_id => $1, p_request => $2)";

    private const string ListReviews =
        "select api.list_reviews()";

    public Task<string> ListReviewsAsync(CancellationToken token) => ReadAsync(ListReviews, token);

    public Task<string> DecideReviewAsync(long id, string request, CancellationToken token) =>
        AskAsync(DecideReview, token, Number(id), Jsonb(request));
}
