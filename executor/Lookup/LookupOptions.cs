namespace Outlier.Executor.Lookup;

/// <summary>Section <c>Lookup</c> of the configuration.</summary>
internal sealed class LookupOptions
{
    /// <summary>Where the lookup service is; null or empty: there is none.</summary>
    public string? BaseUrl { get; set; }

    public string? Token { get; set; }

    public bool IsConfigured => !string.IsNullOrEmpty(BaseUrl);
}
