namespace Outlier.Executor.Http;

/// <summary>Sections <c>Cors</c>, <c>RateLimit</c> and <c>Uploads</c> of the configuration.</summary>
internal sealed class HttpOptions
{
    /// <summary>Origins whose pages may call us, separated by commas; none: no page may.</summary>
    public string Origins { get; set; } = string.Empty;

    /// <summary>Requests that one caller may make in a minute.</summary>
    public int RequestsPerMinute { get; set; } = 300;

    /// <summary>How large an uploaded file may be.</summary>
    public long MaxBytes { get; set; } = 20 * 1024 * 1024;

    public string[] OriginList => Origins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public bool OriginsAreOrigins => OriginList.All(origin =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && string.Equals(uri.GetLeftPart(UriPartial.Authority), origin, StringComparison.OrdinalIgnoreCase));
}
