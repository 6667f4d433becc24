namespace Outlier.Executor.Campaigns;

/// <summary>What came with a request: its fields as JSON, and the file where there was one.</summary>
internal sealed record CampaignRequest(string Json, RecipientList? File);
