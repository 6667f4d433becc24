using Outlier.Executor.Batches;
using Outlier.Executor.Campaigns;

namespace Outlier.Executor.Today;

/// <summary>The current state.</summary>
/// <param name="Now">Time of the database, in unix seconds.</param>
/// <param name="TimeZone">Time zone of the newsroom.</param>
/// <param name="IsStopped">True if all sending is stopped.</param>
/// <param name="Sending">At most 20 batches that are being sent or are paused. Those being sent come first.</param>
/// <param name="Problems">Open problems.</param>
/// <param name="Reviews">Messages that may be opt-outs.</param>
/// <param name="Next">The upcoming broadcast and the next five campaigns, the earliest first.</param>
public sealed record TodayState(
    long Now, string TimeZone, bool IsStopped, IReadOnlyList<SendingBatch> Sending, IReadOnlyList<Problem> Problems, WaitingReviews Reviews,
    IReadOnlyList<NextBatch> Next);

/// <summary>A batch that is being sent or is paused.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">Title of the campaign. Null for a broadcast.</param>
/// <param name="FirstMessage">Text of the first message. Null if each person has their own.</param>
/// <param name="State"><c>sending</c> or <c>paused</c>.</param>
/// <param name="Error">Reason why it is paused.</param>
/// <param name="Priority"><c>urgent</c>, <c>normal</c> or <c>bulk</c>.</param>
/// <param name="ExemptReason">Reason why contact hours and frequency caps do not apply. Null if they apply.</param>
/// <param name="StartedAt">Start, in unix seconds.</param>
/// <param name="PerMinute">Messages per minute, over the last five minutes.</param>
/// <param name="Forecast">Expected size and times. Null for all but the first three.</param>
/// <param name="Progress">Progress.</param>
public sealed record SendingBatch(
    long Id, string Kind, string? Title, string? FirstMessage, string State, string? Error, string Priority, string? ExemptReason, long StartedAt,
    decimal PerMinute, Forecast? Forecast, CampaignProgress? Progress);

/// <summary>Open problems.</summary>
/// <param name="Kind">Kind of the problem.</param>
/// <param name="Message">Description of the problem.</param>
/// <param name="Hint">Remedy.</param>
/// <param name="Since">Start of the problem, in unix seconds.</param>
public sealed record Problem(string Kind, string Message, string? Hint, long? Since);

/// <summary>Messages that may be opt-outs.</summary>
/// <param name="Open">Messages that wait for a decision.</param>
/// <param name="DueAt">Earliest deadline, in unix seconds.</param>
public sealed record WaitingReviews(long Open, long? DueAt);

/// <summary>An upcoming batch.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">Title of the campaign. Null for a broadcast.</param>
/// <param name="FirstMessage">Text of the first message. Null if each person has their own.</param>
/// <param name="RunAt">Time at which it runs, in unix seconds. Null if it has no time and there is no schedule.</param>
/// <param name="PausedAt">Time since which the upcoming broadcast is paused, in unix seconds. Null if it is not paused.</param>
/// <param name="People">Number of recipients, if it is known.</param>
/// <param name="Approval">State of the approval.</param>
public sealed record NextBatch(
    long Id, string Kind, string? Title, string? FirstMessage, long? RunAt, long? PausedAt, int? People, Approval Approval);

/// <summary>Whether all sending is stopped.</summary>
public sealed record SendingState(bool IsStopped);
