namespace Outlier.Executor.Campaigns.Documents;

/// <summary>A campaign, and what was made of its file where one came.</summary>
internal sealed record CampaignWithFile : Campaign
{
    public FileCounts? File { get; init; }
}
