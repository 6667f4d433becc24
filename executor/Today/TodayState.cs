using Outlier.Executor.Batches;
using Outlier.Executor.Campaigns;

namespace Outlier.Executor.Today;

/// <summary>What happens now. Describes the answer; the database makes it.</summary>
/// <param name="Now">The database's clock, in unix seconds.</param>
/// <param name="TimeZone">The newsroom's.</param>
/// <param name="IsStopped">All sending is stopped.</param>
/// <param name="Sending">At most 20 batches that are being sent or are paused, the former first.</param>
/// <param name="Problems">What needs a person's eye.</param>
/// <param name="Reviews">Messages that may be opt-outs.</param>
/// <param name="Next">The upcoming broadcast and the next five campaigns, the soonest first.</param>
public sealed record TodayState(
    long Now, string TimeZone, bool IsStopped, IReadOnlyList<SendingBatch> Sending, IReadOnlyList<Problem> Problems, WaitingReviews Reviews,
    IReadOnlyList<NextBatch> Next);

/// <summary>A batch that is being sent or is paused.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">The campaign's.</param>
/// <param name="FirstMessage">The text; null: each person has their own.</param>
/// <param name="State"><c>sending</c> or <c>paused</c>.</param>
/// <param name="Error">Why it is paused.</param>
/// <param name="Priority">urgent, normal or bulk.</param>
/// <param name="ExemptReason">Why contact hours and caps do not hold for it; null where they do.</param>
/// <param name="StartedAt">In unix seconds.</param>
/// <param name="PerMinute">Messages a minute, over the last five.</param>
/// <param name="Forecast">When it will be through; null beyond the first three.</param>
/// <param name="Progress">How far it is.</param>
public sealed record SendingBatch(
    long Id, string Kind, string? Title, string? FirstMessage, string State, string? Error, string Priority, string? ExemptReason, long StartedAt,
    decimal PerMinute, Forecast? Forecast, CampaignProgress? Progress);

/// <summary>What needs a person's eye.</summary>
/// <param name="Kind">A word for it.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do.</param>
/// <param name="Since">In unix seconds.</param>
public sealed record Problem(string Kind, string Message, string? Hint, long? Since);

/// <summary>Messages that may be opt-outs.</summary>
/// <param name="Open">How many wait for a decision.</param>
/// <param name="DueAt">By when the first one must be decided, in unix seconds.</param>
public sealed record WaitingReviews(long Open, long? DueAt);

/// <summary>A batch that comes next.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">The campaign's.</param>
/// <param name="FirstMessage">The text; null: each person has their own.</param>
/// <param name="RunAt">In unix seconds; null: there is no time and no schedule.</param>
/// <param name="PausedAt">Since when the upcoming broadcast is paused, in unix seconds; null: it is not.</param>
/// <param name="People">For how many people, as far as is known.</param>
/// <param name="Approval">How it stands with approval.</param>
public sealed record NextBatch(
    long Id, string Kind, string? Title, string? FirstMessage, long? RunAt, long? PausedAt, int? People, Approval Approval);

/// <summary>Whether all sending is stopped. Describes the answer; the database makes it.</summary>
public sealed record SendingState(bool IsStopped);
