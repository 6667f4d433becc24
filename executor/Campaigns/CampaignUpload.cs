namespace Outlier.Executor.Campaigns;

/// <summary>What a campaign is made or changed with.</summary>
/// <param name="Request">A JSON object.</param>
/// <param name="File">The people, where they came in a file.</param>
internal sealed record CampaignUpload(string Request, RecipientFile? File);
