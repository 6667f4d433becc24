using Outlier.Executor.Batches;

namespace Outlier.Executor.Campaigns;

/// <summary>Campaigns to come and past ones. Describes the answer; the database makes it.</summary>
public sealed record CampaignList(IReadOnlyList<Campaign> Upcoming, CampaignPage Past);

/// <summary>A page of past campaigns, newest first. Describes the answer; the database makes it.</summary>
public sealed record CampaignPage(IReadOnlyList<PastCampaign> Items, Pagination Pagination);

/// <summary>A campaign that has run or was cancelled, and how it did. Describes the answer; the database makes it.</summary>
public sealed record PastCampaign(
    long Id, string? Title, string FirstMessage, string? SecondMessage, CampaignSegments? Segments, int Delay, int? RecipientCount,
    Guid[] LabelIds, long RunAt, string Priority, long SendWithin, string? ExemptReason, Approval Approval, Forecast? Forecast,
    string State, string? Error, CampaignProgress? Progress,
    long FirstMessageCount, long SecondMessageCount, long FailedDeliveries, long Unsubscribes, long TotalReplies);

/// <summary>Where in a list a page is. Describes the answer; the database makes it.</summary>
public sealed record Pagination(int TotalItems, int Page, int PageSize, int TotalPages);

/// <summary>A label that people can be chosen by. Describes the answer; the database makes it.</summary>
public sealed record CampaignLabel(Guid Id, string Name);

/// <summary>A campaign that is gone. Describes the answer; the database makes it.</summary>
internal sealed record DeletedCampaign(string Message, long Id);
