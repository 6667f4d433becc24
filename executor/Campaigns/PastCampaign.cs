namespace Outlier.Executor.Campaigns;

/// <summary>A campaign that has run, and how it did. Describes the answer; the database makes it.</summary>
internal sealed record PastCampaign(
    long Id, string? Title, string? FirstMessage, string? SecondMessage, CampaignSegments? Segments, int Delay, int? RecipientCount, Guid[] LabelIds, long RunAt,
    int FirstMessageCount, int SecondMessageCount, int FailedDeliveries, int Unsubscribes, int TotalReplies);
