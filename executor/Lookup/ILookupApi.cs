using Refit;

namespace Outlier.Executor.Lookup;

/// <summary>The call of the lookup service that we make.</summary>
internal interface ILookupApi
{
    /// <summary>Has it renew its summary of a conversation.</summary>
    [Get("/refresh-summary/{conversation}")]
    Task<HttpResponseMessage> RefreshAsync(Guid conversation, string reference, [Header("Authorization")] string? authorization, CancellationToken cancellationToken);
}
