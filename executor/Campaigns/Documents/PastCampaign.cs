namespace Outlier.Executor.Campaigns.Documents;

/// <summary>A campaign that has run, and how it did.</summary>
internal record PastCampaign : Campaign
{
    public int FirstMessageCount { get; init; }

    public int SecondMessageCount { get; init; }

    public int FailedDeliveries { get; init; }

    public int Unsubscribes { get; init; }

    public int TotalReplies { get; init; }
}
