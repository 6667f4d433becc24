using Outlier.Executor.Campaigns;

namespace Outlier.Executor.Batches;

/// <summary>A broadcast, the upcoming one or a past one. Describes the answer; the database makes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FirstMessage">The text.</param>
/// <param name="SecondMessage">The follow-up, or null.</param>
/// <param name="RunAt">When it runs or ran, in unix seconds; null where there is neither a time nor a schedule.</param>
/// <param name="PausedAt">Since when it is paused, in unix seconds: it does not run until it is resumed. Null: it is not.</param>
/// <param name="Delay">Seconds until the follow-up.</param>
/// <param name="NoRecipients">For how many people.</param>
/// <param name="Priority">urgent, normal or bulk.</param>
/// <param name="SendWithin">Seconds after runAt in which it may be sent.</param>
/// <param name="ExemptReason">Why contact hours and caps do not hold for it; null where they do.</param>
/// <param name="Approval">How it stands with approval.</param>
/// <param name="Forecast">What it will be, and when it will be through; null once it is, and where it does not run.</param>
/// <param name="State">scheduled, sending, paused, done or cancelled.</param>
/// <param name="Error">Why it was not made or is paused, where it is so.</param>
/// <param name="Progress">How far it is; null until it is made.</param>
public sealed record BroadcastState(
    long Id, string FirstMessage, string? SecondMessage, long? RunAt, long? PausedAt, int Delay, int NoRecipients,
    string Priority, long SendWithin, string? ExemptReason, Approval Approval, Forecast? Forecast,
    string State, string? Error, CampaignProgress? Progress);
