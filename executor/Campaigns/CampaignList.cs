using Outlier.Executor.Batches;

namespace Outlier.Executor.Campaigns;

/// <summary>Upcoming and past campaigns.</summary>
public sealed record CampaignList(IReadOnlyList<Campaign> Upcoming, CampaignPage Past);

/// <summary>A page of past campaigns, newest first.</summary>
public sealed record CampaignPage(IReadOnlyList<PastCampaign> Items, Pagination Pagination);

/// <summary>A campaign that ran or was cancelled, with its results.</summary>
public sealed record PastCampaign(
    long Id, string? Title, string FirstMessage, string? SecondMessage, CampaignSegments? Segments, int Delay, int? RecipientCount,
    Guid[] LabelIds, long RunAt, string Priority, long SendWithin, string? ExemptReason, Approval Approval, Forecast? Forecast,
    string State, string? Error, CampaignProgress? Progress,
    long FirstMessageCount, long SecondMessageCount, long FailedDeliveries, long Unsubscribes, long TotalReplies);

/// <summary>Position of a page in a list.</summary>
public sealed record Pagination(int TotalItems, int Page, int PageSize, int TotalPages);

/// <summary>A label for choosing an audience.</summary>
public sealed record CampaignLabel(Guid Id, string Name);

/// <summary>A deleted campaign.</summary>
internal sealed record DeletedCampaign(string Message, long Id);
