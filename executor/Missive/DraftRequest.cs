namespace Outlier.Executor.Missive;

/// <summary>Body of <c>POST /v1/drafts</c>.</summary>
internal sealed record DraftRequest(Draft Drafts);
