using Outlier.Executor.Batches;

namespace Outlier.Executor.Broadcasts;

/// <summary>The upcoming broadcast and past broadcasts.</summary>
/// <param name="Past">Past broadcasts, the latest first.</param>
/// <param name="Upcoming">The upcoming broadcast. Missing if there is none, and on later pages.</param>
/// <param name="CurrentCursor">Pass it as <c>cursor</c> to get the next page. Missing if this page is empty.</param>
public sealed record BroadcastSidebar(IReadOnlyList<PastBroadcast> Past, UpcomingBroadcast? Upcoming = null, long? CurrentCursor = null);

/// <summary>The upcoming broadcast.</summary>
/// <param name="Id">Id.</param>
/// <param name="FirstMessage">Text of the first message.</param>
/// <param name="SecondMessage">Text of the follow-up. Null if there is none.</param>
/// <param name="RunAt">Time in unix seconds: its own time, or else its slot in the weekly schedule. Null if there is neither.</param>
/// <param name="PausedAt">Time since which it is paused, in unix seconds. It does not run until it is resumed. Null if it is not paused.</param>
/// <param name="Delay">Seconds between a person's first message and the follow-up.</param>
/// <param name="NoRecipients">Number of recipients.</param>
/// <param name="Priority"><c>urgent</c>, <c>normal</c> or <c>bulk</c>.</param>
/// <param name="SendWithin">Seconds after runAt within which messages may leave.</param>
/// <param name="ExemptReason">Reason why contact hours and frequency caps do not apply. Null if they apply.</param>
/// <param name="Approval">State of the approval.</param>
/// <param name="Forecast">Expected size and times. Null if the broadcast is done or does not run.</param>
public sealed record UpcomingBroadcast(
    long Id, string FirstMessage, string? SecondMessage, long? RunAt, long? PausedAt, int Delay, int NoRecipients,
    string Priority, long SendWithin, string? ExemptReason, Approval Approval, Forecast? Forecast);

/// <summary>A past broadcast with its results.</summary>
public sealed record PastBroadcast(
    long Id, string FirstMessage, string? SecondMessage, long RunAt,
    long TotalFirstSent, long TotalSecondSent, long SuccessfullyDelivered, long FailedDelivered, long TotalUnsubscribed);

/// <summary>Change of the upcoming broadcast.</summary>
/// <param name="Id">Id of the upcoming broadcast.</param>
/// <param name="FirstMessage">Text of the first message.</param>
/// <param name="SecondMessage">Text of the follow-up. Null removes it.</param>
/// <param name="RunAt">Time, in unix seconds. Null means the next slot of the weekly schedule.</param>
/// <param name="Delay">Seconds between a person's first message and the follow-up.</param>
/// <param name="NoRecipients">Number of recipients.</param>
/// <param name="Priority"><c>urgent</c>, <c>normal</c> or <c>bulk</c>.</param>
/// <param name="SendWithin">Seconds after runAt within which messages may leave.</param>
/// <param name="ExemptReason">Reason of public safety why contact hours and frequency caps do not apply. Requires the role sender.</param>
/// <param name="Segments">Ratios and texts of segments. Segments that are left out keep theirs.</param>
internal sealed record BroadcastChange(
    long Id, string? FirstMessage = null, string? SecondMessage = null, long? RunAt = null, int? Delay = null, int? NoRecipients = null,
    string? Priority = null, long? SendWithin = null, string? ExemptReason = null,
    IReadOnlyList<ShareChange>? Segments = null);
