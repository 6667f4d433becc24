using Microsoft.AspNetCore.Http.Metadata;

namespace Outlier.Executor.Http;

/// <summary>How many bytes the body of a request to an endpoint may have.</summary>
internal sealed record SizeLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata
{
    /// <summary>For JSON.</summary>
    public const long Json = 1024 * 1024;
}
