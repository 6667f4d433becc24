using Refit;

namespace Outlier.Executor.Missive;

/// <summary>The calls of Missive's REST API that the executor makes. The caller reads the answers, with any status and format.</summary>
internal interface IMissiveApi
{
    /// <summary>Creates a draft, and sends it with <c>send</c>. There is no idempotency key: a retry sends again.</summary>
    [Post("/drafts")]
    Task<HttpResponseMessage> CreateDraftAsync([Body] DraftRequest request, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>Reads a page of an organization's shared labels.</summary>
    [Get("/shared_labels")]
    Task<HttpResponseMessage> ListLabelsAsync(Guid organization, int limit, int offset, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>Creates shared labels. Missive allows several labels with the same name.</summary>
    [Post("/shared_labels")]
    Task<HttpResponseMessage> CreateLabelsAsync([Body] LabelsRequest request, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>Lists the organizations of a token. The checks use it, because it changes nothing.</summary>
    [Get("/organizations")]
    Task<HttpResponseMessage> ListOrganizationsAsync([Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>Reads messages by ids, separated by commas. One message comes as an object, several come as a list.</summary>
    [Get("/messages/{ids}")]
    Task<HttpResponseMessage> ReadMessagesAsync(string ids, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>Creates a post in a conversation. There is no idempotency key: a retry posts again.</summary>
    [Post("/posts")]
    Task<HttpResponseMessage> CreatePostAsync([Body] PostRequest request, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>Reads the latest posts of a conversation. Missive returns at most ten.</summary>
    [Get("/conversations/{id}/posts")]
    Task<HttpResponseMessage> ListPostsAsync(Guid id, int limit, [Authorize("Bearer")] string token, CancellationToken cancellationToken);

    /// <summary>Reads a conversation with its labels.</summary>
    [Get("/conversations/{id}")]
    Task<HttpResponseMessage> ReadConversationAsync(Guid id, [Authorize("Bearer")] string token, CancellationToken cancellationToken);
}
