namespace Outlier.Executor.Http;

/// <summary>Section <c>RateLimit</c> of the configuration.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>Of each caller; and, of requests whose token is not accepted, from each address.</summary>
    public int RequestsPerMinute { get; set; } = 300;
}
