using Outlier.Executor.Batches;
using Outlier.Executor.Broadcasts;
using Outlier.Executor.Campaigns;

namespace Outlier.Executor.Desk.Parts;

/// <summary>The common properties of broadcasts and campaigns, for components that show either.</summary>
/// <param name="Kind">broadcast or campaign.</param>
/// <param name="Id">Id of the broadcast or campaign.</param>
/// <param name="Title">Title of a campaign. Null for a broadcast.</param>
/// <param name="FirstMessage">Text of the first message.</param>
/// <param name="SecondMessage">Text of the follow-up.</param>
/// <param name="State">scheduled, held, sending, paused, done, cancelled or missed.</param>
/// <param name="Error">Reason why it did not run or is paused.</param>
/// <param name="RunAt">Time at which it runs or ran, in unix seconds.</param>
/// <param name="ExemptReason">Reason why contact hours and frequency caps do not apply.</param>
/// <param name="Approval">State of the approval.</param>
/// <param name="Forecast">Expected size and times.</param>
/// <param name="Progress">Progress.</param>
public sealed record BatchView(
    string Kind, long Id, string? Title, string FirstMessage, string? SecondMessage, string State, string? Error, long? RunAt,
    string? ExemptReason, Approval Approval, Forecast? Forecast, CampaignProgress? Progress)
{
    /// <summary>The state of an upcoming broadcast that is paused.</summary>
    public const string Held = "held";

    /// <summary>Path of the batch's fragments and steps.</summary>
    public string Path => $"/desk/{Kind}s/{Id}";

    /// <summary>The view of a broadcast.</summary>
    public static BatchView Of(BroadcastState broadcast) => new(
        "broadcast", broadcast.Id, Title: null, broadcast.FirstMessage, broadcast.SecondMessage, broadcast.PausedAt is null ? broadcast.State : Held, broadcast.Error, broadcast.RunAt,
        broadcast.ExemptReason, broadcast.Approval, broadcast.Forecast, broadcast.Progress);

    /// <summary>The view of the upcoming broadcast.</summary>
    public static BatchView Of(UpcomingBroadcast broadcast) => new(
        "broadcast", broadcast.Id, Title: null, broadcast.FirstMessage, broadcast.SecondMessage, broadcast.PausedAt is null ? "scheduled" : Held, Error: null, broadcast.RunAt,
        broadcast.ExemptReason, broadcast.Approval, broadcast.Forecast, Progress: null);

    /// <summary>The view of a campaign.</summary>
    public static BatchView Of(Campaign campaign) => new(
        "campaign", campaign.Id, campaign.Title, campaign.FirstMessage, campaign.SecondMessage, campaign.State, campaign.Error, campaign.RunAt,
        campaign.ExemptReason, campaign.Approval, campaign.Forecast, campaign.Progress);
}
