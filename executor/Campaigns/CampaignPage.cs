namespace Outlier.Executor.Campaigns;

/// <summary>A page of past campaigns, newest first. Describes the answer; the database makes it.</summary>
public sealed record CampaignPage(IReadOnlyList<PastCampaign> Items, Pagination Pagination);
