namespace Outlier.Executor.Dub;

/// <summary>Section <c>Dub</c> of the configuration.</summary>
internal sealed class DubOptions
{
    public string BaseUrl { get; set; } = "https://api.dub.co";

    /// <summary>No key: links stay as they are.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Tag of the links that we make, or null.</summary>
    public string? TagName { get; set; }
}
