using Outlier.Executor.Campaigns;

namespace Outlier.Executor.Batches;

/// <summary>An upcoming or past broadcast.</summary>
/// <param name="Id">Id.</param>
/// <param name="FirstMessage">Text of the first message.</param>
/// <param name="SecondMessage">Text of the follow-up. Null if there is none.</param>
/// <param name="RunAt">Time at which it runs or ran, in unix seconds. Null if it has no time and there is no schedule.</param>
/// <param name="PausedAt">Time since which it is paused, in unix seconds. It does not run until it is resumed. Null if it is not paused.</param>
/// <param name="Delay">Seconds between a person's first message and the follow-up.</param>
/// <param name="NoRecipients">Number of recipients.</param>
/// <param name="Priority"><c>urgent</c>, <c>normal</c> or <c>bulk</c>.</param>
/// <param name="SendWithin">Seconds after runAt within which messages may leave.</param>
/// <param name="ExemptReason">Reason why contact hours and frequency caps do not apply. Null if they apply.</param>
/// <param name="Approval">State of the approval.</param>
/// <param name="Forecast">Expected size and times. Null if the broadcast is done or does not run.</param>
/// <param name="State"><c>scheduled</c>, <c>sending</c>, <c>paused</c>, <c>done</c> or <c>cancelled</c>.</param>
/// <param name="Error">Reason why it was not made, or is paused. Null if neither.</param>
/// <param name="Progress">Progress. Null until the broadcast starts.</param>
public sealed record BroadcastState(
    long Id, string FirstMessage, string? SecondMessage, long? RunAt, long? PausedAt, int Delay, int NoRecipients,
    string Priority, long SendWithin, string? ExemptReason, Approval Approval, Forecast? Forecast,
    string State, string? Error, CampaignProgress? Progress);

/// <summary>State of the approval of a batch.</summary>
/// <param name="IsRequired">True if the batch is for more people than settings.approval_threshold.</param>
/// <param name="WaitsBecause">Reason why the batch may not start yet. Null if it may.</param>
/// <param name="Approver">Person who approved the current content. Null if it has no approval.</param>
/// <param name="ApprovedAt">Time, in unix seconds.</param>
public sealed record Approval(bool IsRequired, string? WaitsBecause, string? Approver, long? ApprovedAt);

/// <summary>Expected size and times of a batch, including messages that were sent already.</summary>
/// <param name="People">People who get the first message.</param>
/// <param name="Parts">SMS parts of the first messages and the expected follow-ups.</param>
/// <param name="Cost">Parts times settings.price_per_part. Null if no price is set.</param>
/// <param name="Start">Time at which the first text leaves, in unix seconds. Null if the batch has no time to run.</param>
/// <param name="End">Time at which the last text leaves, in unix seconds. Null if the batch has no time to run.</param>
/// <param name="Reason">Reason why the batch cannot run. Null if it can.</param>
public sealed record Forecast(long People, long Parts, decimal? Cost, long? Start, long? End, string? Reason);

/// <summary>Recipients of a test.</summary>
/// <param name="PhoneNumbers">One to five of settings.test_numbers.</param>
internal sealed record TestNumbers(IReadOnlyList<string> PhoneNumbers);
