using Refit;

namespace Outlier.Executor.Missive;

/// <summary>The calls of Missive's REST API that we make. Answers are read by the caller, whatever their status and form.</summary>
internal interface IMissiveApi
{
    /// <summary>Creates a draft; with <c>send</c>, sends it. There is no idempotency key: a repeat sends again.</summary>
    [Post("/drafts")]
    Task<HttpResponseMessage> CreateDraftAsync([Body] DraftRequest request, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>A page of an organization's shared labels.</summary>
    [Get("/shared_labels")]
    Task<HttpResponseMessage> ListLabelsAsync(Guid organization, int limit, int offset, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>Makes shared labels. Nothing keeps Missive from making a second one of the same name.</summary>
    [Post("/shared_labels")]
    Task<HttpResponseMessage> CreateLabelsAsync([Body] LabelsRequest request, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>Posts into a conversation. There is no idempotency key: a repeat posts again.</summary>
    [Post("/posts")]
    Task<HttpResponseMessage> CreatePostAsync([Body] PostRequest request, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>The latest posts of a conversation; Missive gives ten at most.</summary>
    [Get("/conversations/{id}/posts")]
    Task<HttpResponseMessage> ListPostsAsync(Guid id, int limit, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>A conversation, with its labels.</summary>
    [Get("/conversations/{id}")]
    Task<HttpResponseMessage> ReadConversationAsync(Guid id, [Authorize("Bearer")] string token, CancellationToken cancellationToken);
}
