namespace Outlier.Executor.Campaigns;

/// <summary>Section <c>Counting</c> of the configuration.</summary>
internal sealed class CountingOptions
{
    /// <summary>How many counts, previews and changes of campaigns run in the database at once.</summary>
    public int AtOnce { get; set; } = 3;

    /// <summary>How long a count or preview may take, in seconds.</summary>
    public int TimeoutSeconds { get; set; } = 10;
}
