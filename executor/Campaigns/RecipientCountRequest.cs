namespace Outlier.Executor.Campaigns;

/// <summary>Whom to count. Describes the request; the database reads it.</summary>
internal sealed record RecipientCountRequest(CampaignSegments Segments);
