namespace Outlier.Executor.Http;

/// <summary>Section <c>Cors</c> of the configuration.</summary>
internal sealed class CorsOrigins
{
    /// <summary>Origins of web pages that may call the API, separated by commas.</summary>
    public string? Origins { get; set; }

    public IReadOnlyList<string> All =>
        (Origins ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // A browser sends only scheme, host and port. A longer value would never match.
    public bool AreOrigins => All.All(origin =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), origin, StringComparison.OrdinalIgnoreCase)
        && uri.UserInfo.Length == 0);
}
