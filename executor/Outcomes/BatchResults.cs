namespace Outlier.Executor.Outcomes;

/// <summary>How a batch did. Describes the answer; the database makes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>broadcast</c> or <c>campaign</c>.</param>
/// <param name="Title">The campaign's.</param>
/// <param name="State">Its state.</param>
/// <param name="StartedAt">In unix seconds; null: it has not run.</param>
/// <param name="FinishedAt">In unix seconds; null: it is not through.</param>
/// <param name="Funnel">People, step by step, by the first message.</param>
/// <param name="FollowUps">What became of the second messages.</param>
/// <param name="Reasons">Why people got no first message, the most frequent reason first.</param>
/// <param name="Failures">Why messages were not delivered, the most frequent code first.</param>
/// <param name="Segments">How each segment did; a campaign has one row without a segment.</param>
/// <param name="Hours">By the hour since its start; hours in which nothing happened are left out.</param>
public sealed record BatchResults(
    long Id, string Kind, string? Title, string State, long? StartedAt, long? FinishedAt, Funnel Funnel, FollowUpResults FollowUps,
    IReadOnlyList<ReasonCount> Reasons, IReadOnlyList<FailureCount> Failures, IReadOnlyList<SegmentResults> Segments,
    IReadOnlyList<HourResults> Hours);

/// <summary>People of a batch, step by step: people = chosen + leftOut, sent = delivered + failed + unknown.</summary>
/// <param name="People">All who are listed.</param>
/// <param name="LeftOut">Who may not be texted, or whom a rule left out.</param>
/// <param name="Chosen">Who was to get it.</param>
/// <param name="GivenUp">Of those chosen: who got nothing, because it was cancelled or Missive refused their message.</param>
/// <param name="Sent">First messages that went out.</param>
/// <param name="Delivered">Of those, how many arrived.</param>
/// <param name="Failed">How many did not.</param>
/// <param name="Unknown">Of how many nobody knows.</param>
/// <param name="Replies">Messages that answered it.</param>
/// <param name="OptOuts">Messages by which people opted out after it.</param>
public sealed record Funnel(
    long People, long LeftOut, long Chosen, long GivenUp, long Sent, long Delivered, long Failed, long Unknown, long Replies, long OptOuts);

/// <summary>What became of the second messages.</summary>
public sealed record FollowUpResults(long Sent, long Delivered, long Failed, long Unknown);

/// <summary>A reason and how many people it is about.</summary>
/// <param name="Reason">Such as <c>unsubscribed</c> or <c>frequency_cap</c>.</param>
/// <param name="Explanation">The same in a sentence.</param>
/// <param name="People">How many.</param>
public sealed record ReasonCount(string Reason, string Explanation, long People);

/// <summary>An error code of Twilio's, and how many messages had it.</summary>
/// <param name="Code">Null: Twilio gave none.</param>
/// <param name="Meaning">In words.</param>
/// <param name="Messages">First messages and follow-ups together.</param>
public sealed record FailureCount(int? Code, string? Meaning, long Messages);

/// <summary>How a segment did. delivered, failed and unknown count both messages.</summary>
public sealed record SegmentResults(
    long? Id, string? Name, long People, long LeftOut, long Sent, long FollowUpsSent, long Delivered, long Failed, long Unknown, long Replies,
    long OptOuts);

/// <summary>What happened in an hour.</summary>
/// <param name="Hour">0 is the first one after the start.</param>
/// <param name="Sent">First messages.</param>
/// <param name="FollowUpsSent">Second messages.</param>
/// <param name="Replies">Answers.</param>
/// <param name="OptOuts">Opt-outs.</param>
public sealed record HourResults(int Hour, long Sent, long FollowUpsSent, long Replies, long OptOuts);

/// <summary>A past broadcast in the list of a year. Describes the answer; the database makes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FirstMessage">The text.</param>
/// <param name="State">sending, paused, done or cancelled.</param>
/// <param name="RunAt">When it ran, in unix seconds.</param>
/// <param name="People">All who are listed.</param>
/// <param name="LeftOut">Who got nothing.</param>
/// <param name="Sent">First messages that went out.</param>
/// <param name="FollowUpsSent">Second messages that went out.</param>
/// <param name="Delivered">Of both, how many arrived.</param>
/// <param name="Failed">How many did not.</param>
/// <param name="Unknown">Of how many nobody knows.</param>
/// <param name="Replies">Messages that answered it.</param>
/// <param name="OptOuts">Messages by which people opted out after it.</param>
public sealed record YearBroadcast(
    long Id, string FirstMessage, string State, long RunAt, long People, long LeftOut, long Sent, long FollowUpsSent, long Delivered, long Failed,
    long Unknown, long Replies, long OptOuts);

/// <summary>Whom a batch did not reach for a reason that may pass. Describes the answer; the database makes it.</summary>
/// <param name="People">How many.</param>
/// <param name="Reasons">For which reasons.</param>
public sealed record Unreached(long People, IReadOnlyList<ReasonCount> Reasons);

/// <summary>A page of the people of a batch. Describes the answer; the database makes it.</summary>
/// <param name="Items">At most 50, by number.</param>
/// <param name="CurrentCursor">Hand it in as <c>cursor</c> for the next page; missing on the last one.</param>
public sealed record RecipientPage(IReadOnlyList<Recipient> Items, string? CurrentCursor = null);

/// <summary>What a batch did for one of its people.</summary>
/// <param name="PhoneNumber">In E.164; of somebody who was erased, a pseudonym.</param>
/// <param name="Name">As Missive calls them.</param>
/// <param name="Segment">The name of the segment that yielded them.</param>
/// <param name="Outcome"><c>delivered</c>, <c>failed</c>, <c>unknown</c> (sent, no more is known), <c>waiting</c>, <c>not_sent</c> or <c>scheduled</c>.</param>
/// <param name="Reason">Why nothing was sent.</param>
/// <param name="Explanation">The same in a sentence.</param>
/// <param name="SentAt">In unix seconds.</param>
/// <param name="Status">Twilio's word for what became of it.</param>
/// <param name="ErrorCode">Twilio's.</param>
/// <param name="Error">What it means.</param>
/// <param name="DueAt">When a message that waits is due, in unix seconds.</param>
/// <param name="WaitsForContactHours">It waits until the person may be texted.</param>
/// <param name="FollowUp">What became of the follow-up, in the same words; null: there is none.</param>
/// <param name="FollowUpReason">Why there was none.</param>
/// <param name="FollowUpExplanation">The same in a sentence.</param>
/// <param name="FollowUpSentAt">In unix seconds.</param>
public sealed record Recipient(
    string PhoneNumber, string? Name, string? Segment, string Outcome, string? Reason, string? Explanation, long? SentAt, string? Status,
    int? ErrorCode, string? Error, long? DueAt, bool WaitsForContactHours, string? FollowUp, string? FollowUpReason,
    string? FollowUpExplanation, long? FollowUpSentAt);
