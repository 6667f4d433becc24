namespace Outlier.Executor.Campaigns;

/// <summary>A campaign. Describes the answer; the database makes it.</summary>
internal sealed record Campaign(
    long Id, string? Title, string? FirstMessage, string? SecondMessage, CampaignSegments? Segments, int Delay, int? RecipientCount, Guid[] LabelIds, long RunAt);
