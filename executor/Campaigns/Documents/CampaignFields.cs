namespace Outlier.Executor.Campaigns.Documents;

/// <summary>A campaign to be made or changed. In a form, <c>file</c> takes the place of <c>segments</c>.</summary>
internal sealed record CampaignFields(
    string? Title, string? FirstMessage, string? SecondMessage, int? Delay, string? CampaignLabelName, long? RunAt, Segments? Segments, IFormFile? File);
