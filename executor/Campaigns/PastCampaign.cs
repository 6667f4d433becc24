using Outlier.Executor.Batches;

namespace Outlier.Executor.Campaigns;

/// <summary>A campaign that has run or was cancelled, and how it did. Describes the answer; the database makes it.</summary>
public sealed record PastCampaign(
    long Id, string? Title, string FirstMessage, string? SecondMessage, CampaignSegments? Segments, int Delay, int? RecipientCount,
    Guid[] LabelIds, long RunAt, string Priority, long SendWithin, string? ExemptReason, Approval Approval, Forecast? Forecast,
    string State, string? Error, CampaignProgress? Progress,
    long FirstMessageCount, long SecondMessageCount, long FailedDeliveries, long Unsubscribes, long TotalReplies);
