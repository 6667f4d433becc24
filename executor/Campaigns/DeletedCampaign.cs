namespace Outlier.Executor.Campaigns;

/// <summary>A campaign that is gone. Describes the answer; the database makes it.</summary>
internal sealed record DeletedCampaign(string Message, long Id);
