namespace Outlier.Executor.Campaigns;

/// <summary>Campaigns to come and past ones. Describes the answer; the database makes it.</summary>
public sealed record CampaignList(IReadOnlyList<Campaign> Upcoming, CampaignPage Past);
