using Outlier.Executor.Batches;

namespace Outlier.Executor.Broadcasts;

/// <summary>What the sidebar shows. Describes the answer; the database makes it.</summary>
/// <param name="Past">The latest first.</param>
/// <param name="Upcoming">Missing where there is none, and on later pages.</param>
/// <param name="CurrentCursor">The cursor of the next page; missing where there is nothing on this one.</param>
public sealed record BroadcastSidebar(IReadOnlyList<PastBroadcast> Past, UpcomingBroadcast? Upcoming = null, long? CurrentCursor = null);

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

/// <summary>A broadcast that has run, and how it did. Describes the answer; the database makes it.</summary>
public sealed record PastBroadcast(
    long Id, string FirstMessage, string? SecondMessage, long RunAt,
    long TotalFirstSent, long TotalSecondSent, long SuccessfullyDelivered, long FailedDelivered, long TotalUnsubscribed);

/// <summary>What to change of the upcoming broadcast. Describes the request; the database reads it.</summary>
/// <param name="Id">Of the upcoming broadcast.</param>
/// <param name="FirstMessage">The text.</param>
/// <param name="SecondMessage">The follow-up; null takes it away.</param>
/// <param name="RunAt">When, in unix seconds; null leaves it to the weekly schedule.</param>
/// <param name="Delay">Seconds until the follow-up.</param>
/// <param name="NoRecipients">For how many people.</param>
/// <param name="Priority">urgent, normal or bulk.</param>
/// <param name="SendWithin">Seconds after runAt in which it may be sent.</param>
/// <param name="ExemptReason">Why contact hours and caps are not to hold: public safety. Takes the role sender.</param>
/// <param name="Segments">Other shares; segments that are left out keep theirs.</param>
internal sealed record BroadcastChange(
    long Id, string? FirstMessage = null, string? SecondMessage = null, long? RunAt = null, int? Delay = null, int? NoRecipients = null,
    string? Priority = null, long? SendWithin = null, string? ExemptReason = null,
    IReadOnlyList<ShareChange>? Segments = null);
