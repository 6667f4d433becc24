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

/// <summary>How a batch stands with approval. Describes the answer; the database makes it.</summary>
/// <param name="IsRequired">It is for more people than settings.approval_threshold.</param>
/// <param name="WaitsBecause">Why it may not start yet; null where it may.</param>
/// <param name="Approver">Who approved exactly what it says now; null where nobody has.</param>
/// <param name="ApprovedAt">When, in unix seconds.</param>
public sealed record Approval(bool IsRequired, string? WaitsBecause, string? Approver, long? ApprovedAt);

/// <summary>What a batch will be, what was sent already included. Describes the answer; the database makes it.</summary>
/// <param name="People">How many people get the first message.</param>
/// <param name="Parts">SMS parts of first messages and expected follow-ups together.</param>
/// <param name="Cost">parts times settings.price_per_part; null where no price is set.</param>
/// <param name="Start">When its first text leaves, in unix seconds; null where it has no time to run at.</param>
/// <param name="End">When it is through, in unix seconds; null where it has no time to run at.</param>
/// <param name="Reason">What stands in the way, in words; null: nothing.</param>
public sealed record Forecast(long People, long Parts, decimal? Cost, long? Start, long? End, string? Reason);

/// <summary>To whom the texts of a batch are sent as a test. Describes the request; the database reads it.</summary>
/// <param name="PhoneNumbers">One to five of settings.test_numbers.</param>
internal sealed record TestNumbers(IReadOnlyList<string> PhoneNumbers);
