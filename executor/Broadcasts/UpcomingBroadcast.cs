using Outlier.Executor.Batches;

namespace Outlier.Executor.Broadcasts;

/// <summary>The broadcast to come. Describes the answer; the database makes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FirstMessage">The text.</param>
/// <param name="SecondMessage">The follow-up, or null.</param>
/// <param name="RunAt">When, in unix seconds: its own time, or its slot in the weekly schedule; null where there is neither.</param>
/// <param name="PausedAt">Since when it is paused, in unix seconds: it does not run until it is resumed. Null: it is not.</param>
/// <param name="Delay">Seconds until the follow-up.</param>
/// <param name="NoRecipients">For how many people.</param>
/// <param name="Priority">urgent, normal or bulk.</param>
/// <param name="SendWithin">Seconds after runAt in which it may be sent.</param>
/// <param name="ExemptReason">Why contact hours and caps do not hold for it; null where they do.</param>
/// <param name="Approval">How it stands with approval.</param>
/// <param name="Forecast">What it will be, and when it will be through; null once it is, and where it does not run.</param>
public sealed record UpcomingBroadcast(
    long Id, string FirstMessage, string? SecondMessage, long? RunAt, long? PausedAt, int Delay, int NoRecipients,
    string Priority, long SendWithin, string? ExemptReason, Approval Approval, Forecast? Forecast);
