namespace Outlier.Executor.Campaigns.Documents;

/// <summary>All campaigns: those that have not run, and a page of those that have.</summary>
internal sealed record CampaignList(IReadOnlyList<Campaign> Upcoming, PastCampaigns Past);
