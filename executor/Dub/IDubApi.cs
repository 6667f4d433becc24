using Refit;

namespace Outlier.Executor.Dub;

/// <summary>The call of Dub's API that we make.</summary>
internal interface IDubApi
{
    /// <summary>Finds the link to an address, or makes it; a repeat finds it.</summary>
    [Put("/links/upsert")]
    Task<HttpResponseMessage> UpsertLinkAsync([Body] DubLink link, [Authorize("Bearer")] string key, CancellationToken cancellationToken);
}
