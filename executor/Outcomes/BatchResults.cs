namespace Outlier.Executor.Outcomes;

/// <summary>Results of a batch.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">Title of the campaign. Null for a broadcast.</param>
/// <param name="State">State of the batch.</param>
/// <param name="StartedAt">Start, in unix seconds. Null if it has not run.</param>
/// <param name="FinishedAt">End, in unix seconds. Null if it has not ended.</param>
/// <param name="Funnel">People by step, counted by first message.</param>
/// <param name="FollowUps">Results of the follow-ups.</param>
/// <param name="Reasons">Reasons why people got no first message, the most frequent first.</param>
/// <param name="Failures">Errors of messages that were not delivered, the most frequent first.</param>
/// <param name="Segments">Results by segment. A campaign has one row without a segment.</param>
/// <param name="Hours">Results by hour since the start. Hours without events are left out.</param>
public sealed record BatchResults(
    long Id, string Kind, string? Title, string State, long? StartedAt, long? FinishedAt, Funnel Funnel, FollowUpResults FollowUps,
    IReadOnlyList<ReasonCount> Reasons, IReadOnlyList<FailureCount> Failures, IReadOnlyList<SegmentResults> Segments,
    IReadOnlyList<HourResults> Hours);

/// <summary>People of a batch by step: people = chosen + leftOut, sent = delivered + failed + unknown.</summary>
/// <param name="People">All people of the batch.</param>
/// <param name="LeftOut">People who may not be texted, or whom a rule left out.</param>
/// <param name="Chosen">People who were to get the message.</param>
/// <param name="GivenUp">Chosen people who got nothing, because the batch was cancelled or Missive refused the message.</param>
/// <param name="Sent">First messages that went out.</param>
/// <param name="Delivered">Sent messages that were delivered.</param>
/// <param name="Failed">Sent messages that failed.</param>
/// <param name="Unknown">Sent messages without a final status.</param>
/// <param name="Replies">Messages that people sent in reply.</param>
/// <param name="OptOuts">Opt-outs in reply.</param>
public sealed record Funnel(
    long People, long LeftOut, long Chosen, long GivenUp, long Sent, long Delivered, long Failed, long Unknown, long Replies, long OptOuts);

/// <summary>Results of the follow-ups.</summary>
public sealed record FollowUpResults(long Sent, long Delivered, long Failed, long Unknown);

/// <summary>A reason, and the number of people.</summary>
/// <param name="Reason">Such as <c>unsubscribed</c> or <c>frequency_cap</c>.</param>
/// <param name="Explanation">The reason as a sentence.</param>
/// <param name="People">Number of people.</param>
public sealed record ReasonCount(string Reason, string Explanation, long People);

/// <summary>An error code of Twilio, and the number of messages.</summary>
/// <param name="Code">Code. Null if Twilio gave none.</param>
/// <param name="Meaning">Meaning of the code.</param>
/// <param name="Messages">First messages and follow-ups with this code.</param>
public sealed record FailureCount(int? Code, string? Meaning, long Messages);

/// <summary>Results of a segment. delivered, failed and unknown count first messages and follow-ups.</summary>
public sealed record SegmentResults(
    long? Id, string? Name, long People, long LeftOut, long Sent, long FollowUpsSent, long Delivered, long Failed, long Unknown, long Replies,
    long OptOuts);

/// <summary>Results of one hour.</summary>
/// <param name="Hour">Hours since the start. 0 is the first hour.</param>
/// <param name="Sent">First messages that went out.</param>
/// <param name="FollowUpsSent">Follow-ups that went out.</param>
/// <param name="Replies">Replies.</param>
/// <param name="OptOuts">Opt-outs.</param>
public sealed record HourResults(int Hour, long Sent, long FollowUpsSent, long Replies, long OptOuts);

/// <summary>A past broadcast of the last twelve months.</summary>
/// <param name="Id">Id.</param>
/// <param name="FirstMessage">Text of the first message.</param>
/// <param name="State"><c>sending</c>, <c>paused</c>, <c>done</c> or <c>cancelled</c>.</param>
/// <param name="RunAt">Time at which it ran, in unix seconds.</param>
/// <param name="People">All people of the batch.</param>
/// <param name="LeftOut">People who got nothing.</param>
/// <param name="Sent">First messages that went out.</param>
/// <param name="FollowUpsSent">Follow-ups that went out.</param>
/// <param name="Delivered">Messages that were delivered, follow-ups included.</param>
/// <param name="Failed">Sent messages that failed.</param>
/// <param name="Unknown">Sent messages without a final status.</param>
/// <param name="Replies">Messages that people sent in reply.</param>
/// <param name="OptOuts">Opt-outs in reply.</param>
public sealed record YearBroadcast(
    long Id, string FirstMessage, string State, long RunAt, long People, long LeftOut, long Sent, long FollowUpsSent, long Delivered, long Failed,
    long Unknown, long Replies, long OptOuts);

/// <summary>People whom a batch did not reach for a temporary reason.</summary>
/// <param name="People">Number of people.</param>
/// <param name="Reasons">Number of people by reason.</param>
public sealed record Unreached(long People, IReadOnlyList<ReasonCount> Reasons);

/// <summary>A page of the people of a batch.</summary>
/// <param name="Items">At most 50 people, in the order of their phone numbers.</param>
/// <param name="CurrentCursor">Pass it as <c>cursor</c> to get the next page. Missing on the last page.</param>
public sealed record RecipientPage(IReadOnlyList<Recipient> Items, string? CurrentCursor = null);

/// <summary>Result of a batch for one person.</summary>
/// <param name="PhoneNumber">Phone number in E.164. A pseudonym if the person was erased.</param>
/// <param name="Name">Name of the person in Missive.</param>
/// <param name="Segment">Name of the segment that the person came from.</param>
/// <param name="Outcome"><c>delivered</c>, <c>failed</c>, <c>unknown</c> (sent, no final status yet), <c>waiting</c>, <c>not_sent</c> or <c>scheduled</c>.</param>
/// <param name="Reason">Reason why nothing was sent.</param>
/// <param name="Explanation">The reason as a sentence.</param>
/// <param name="SentAt">Time at which the message was sent, in unix seconds.</param>
/// <param name="Status">Delivery status of Twilio.</param>
/// <param name="ErrorCode">Error code of Twilio.</param>
/// <param name="Error">Meaning of the error code.</param>
/// <param name="DueAt">Time at which a waiting message is due, in unix seconds.</param>
/// <param name="WaitsForContactHours">True if the message waits for the contact hours of the person.</param>
/// <param name="FollowUp">Outcome of the follow-up, with the same values. Null if there is none.</param>
/// <param name="FollowUpReason">Reason why there was no follow-up.</param>
/// <param name="FollowUpExplanation">The reason as a sentence.</param>
/// <param name="FollowUpSentAt">Time at which the follow-up was sent, in unix seconds.</param>
public sealed record Recipient(
    string PhoneNumber, string? Name, string? Segment, string Outcome, string? Reason, string? Explanation, long? SentAt, string? Status,
    int? ErrorCode, string? Error, long? DueAt, bool WaitsForContactHours, string? FollowUp, string? FollowUpReason,
    string? FollowUpExplanation, long? FollowUpSentAt);
