namespace Outlier.Executor.Campaigns;

/// <summary>A label that people can be chosen by. Describes the answer; the database makes it.</summary>
public sealed record CampaignLabel(Guid Id, string Name);
