using Outlier.Executor.Batches;
using Outlier.Executor.Broadcasts;
using Outlier.Executor.Campaigns;

namespace Outlier.Executor.Desk.Parts;

/// <summary>What a broadcast and a campaign have in common, for the parts of the page that show either.</summary>
/// <param name="Kind">broadcast or campaign.</param>
/// <param name="Id">Its id.</param>
/// <param name="Title">A campaign's title.</param>
/// <param name="FirstMessage">The text.</param>
/// <param name="SecondMessage">The follow-up.</param>
/// <param name="State">scheduled, held, sending, paused, done, cancelled or missed.</param>
/// <param name="Error">Why it was not run or is paused.</param>
/// <param name="RunAt">When, in unix seconds.</param>
/// <param name="ExemptReason">Why contact hours and caps do not hold.</param>
/// <param name="Approval">How it stands with approval.</param>
/// <param name="Forecast">What it will be.</param>
/// <param name="Progress">How far it is.</param>
public sealed record BatchView(
    string Kind, long Id, string? Title, string FirstMessage, string? SecondMessage, string State, string? Error, long? RunAt,
    string? ExemptReason, Approval Approval, Forecast? Forecast, CampaignProgress? Progress)
{
    /// <summary>The state of an upcoming broadcast that is paused.</summary>
    public const string Held = "held";

    /// <summary>The path of its parts and steps.</summary>
    public string Path => $"/desk/{Kind}s/{Id}";

    /// <summary>A broadcast.</summary>
    public static BatchView Of(BroadcastState broadcast) => new(
        "broadcast", broadcast.Id, Title: null, broadcast.FirstMessage, broadcast.SecondMessage, broadcast.PausedAt is null ? broadcast.State : Held, broadcast.Error, broadcast.RunAt,
        broadcast.ExemptReason, broadcast.Approval, broadcast.Forecast, broadcast.Progress);

    /// <summary>The upcoming broadcast.</summary>
    public static BatchView Of(UpcomingBroadcast broadcast) => new(
        "broadcast", broadcast.Id, Title: null, broadcast.FirstMessage, broadcast.SecondMessage, broadcast.PausedAt is null ? "scheduled" : Held, Error: null, broadcast.RunAt,
        broadcast.ExemptReason, broadcast.Approval, broadcast.Forecast, Progress: null);

    /// <summary>A campaign.</summary>
    public static BatchView Of(Campaign campaign) => new(
        "campaign", campaign.Id, campaign.Title, campaign.FirstMessage, campaign.SecondMessage, campaign.State, campaign.Error, campaign.RunAt,
        campaign.ExemptReason, campaign.Approval, campaign.Forecast, campaign.Progress);
}
