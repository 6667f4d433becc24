namespace Outlier.Executor.Campaigns;

/// <summary>Section <c>Uploads</c> of the configuration.</summary>
internal sealed class UploadOptions
{
    /// <summary>The largest form with a file, all of it.</summary>
    public long MaxBytes { get; set; } = 20 * 1024 * 1024;
}
