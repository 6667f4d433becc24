using Refit;

namespace Outlier.Executor.Dub;

/// <summary>The calls of Dub's API that we make.</summary>
internal interface IDubApi
{
    /// <summary>Finds the link to an address, or makes it; a repeat finds it.</summary>
    [Put("/links/upsert")]
    Task<HttpResponseMessage> UpsertLinkAsync([Body] DubLink link, [Authorize("Bearer")] string key, CancellationToken cancellationToken);

    /// <summary>A page of links: a call that changes nothing.</summary>
    [Get("/links")]
    Task<HttpResponseMessage> ListLinksAsync(int pageSize, [Authorize("Bearer")] string key, CancellationToken cancellationToken);
}
