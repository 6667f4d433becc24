using Refit;

namespace Outlier.Executor.Missive;

/// <summary>The calls of Missive's REST API that we make. Answers are read by the caller, whatever their status and form.</summary>
internal interface IMissiveApi
{
    /// <summary>Creates a draft; with <c>send</c>, sends it. There is no idempotency key: a repeat sends again.</summary>
    [Post("/drafts")]
    Task<HttpResponseMessage> CreateDraftAsync([Body] DraftRequest request, [Authorize("Bearer")] string token, CancellationToken cancellationToken);
}
