namespace Outlier.Executor.Campaigns.Documents;

/// <summary>A page of the campaigns that have run, the newest first.</summary>
internal sealed record PastCampaigns(IReadOnlyList<PastCampaign> Items, Pagination Pagination);
