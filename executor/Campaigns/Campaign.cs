using System.Text.Json;
using Outlier.Executor.Batches;

namespace Outlier.Executor.Campaigns;

/// <summary>A campaign.</summary>
/// <param name="Id">Id.</param>
/// <param name="Title">Title.</param>
/// <param name="FirstMessage">Text of the first message. In a personalized campaign, the beginning of the first person's text.</param>
/// <param name="SecondMessage">Text of the follow-up.</param>
/// <param name="Segments">Audience by labels. Null if the recipients came in a file.</param>
/// <param name="Delay">Seconds between a person's first message and the follow-up.</param>
/// <param name="RecipientCount">Number of recipients, if it is known.</param>
/// <param name="LabelIds">Ids of the labels that conversations of the campaign get.</param>
/// <param name="RunAt">Time, in unix seconds.</param>
/// <param name="Priority"><c>urgent</c>, <c>normal</c> or <c>bulk</c>.</param>
/// <param name="SendWithin">Seconds after runAt within which messages may leave.</param>
/// <param name="ExemptReason">Reason why contact hours and frequency caps do not apply. Null if they apply.</param>
/// <param name="Approval">State of the approval.</param>
/// <param name="Forecast">Expected size and times. Null if the campaign is done or does not run, and in a list for all but the next three.</param>
/// <param name="State"><c>scheduled</c>, <c>sending</c>, <c>paused</c>, <c>done</c>, <c>cancelled</c> or <c>missed</c>.</param>
/// <param name="Error">Reason why it did not run, or is paused. Null if neither.</param>
/// <param name="Progress">Progress. Null until the campaign runs.</param>
/// <param name="File">Summary of the file in the request. Missing if the request had no file.</param>
/// <param name="IgnoredFields">Form fields that the endpoint does not know. Missing if the request was not a form.</param>
/// <param name="IsRepeated">True if the same request made this campaign before. Missing otherwise.</param>
public sealed record Campaign(
    long Id, string? Title, string FirstMessage, string? SecondMessage, CampaignSegments? Segments, int Delay, int? RecipientCount,
    Guid[] LabelIds, long RunAt, string Priority, long SendWithin, string? ExemptReason, Approval Approval, Forecast? Forecast,
    string State, string? Error, CampaignProgress? Progress, FileCounts? File = null, IReadOnlyList<string>? IgnoredFields = null,
    bool? IsRepeated = null);

/// <summary>Progress of a batch, in people.</summary>
/// <param name="People">All people of the batch, including those who are left out.</param>
/// <param name="Sent">First messages that went out.</param>
/// <param name="Waiting">First messages that wait.</param>
/// <param name="WaitingForContactHours">First messages and follow-ups that are due and wait for the recipients' contact hours.</param>
/// <param name="Sending">First messages that the executor is sending.</param>
/// <param name="Unknown">First messages with an unknown outcome, which Outlier is looking up.</param>
/// <param name="LeftOut">People who get nothing. The list of recipients has the reasons.</param>
/// <param name="FollowUpsSent">Follow-ups that went out.</param>
/// <param name="FollowUpsWaiting">Follow-ups that wait.</param>
/// <param name="ExpectedEnd">Expected end, in unix seconds. Null if nothing is being sent.</param>
public sealed record CampaignProgress(
    long People, long Sent, long Waiting, long WaitingForContactHours, long Sending, long Unknown, long LeftOut,
    long FollowUpsSent, long FollowUpsWaiting, long? ExpectedEnd);

/// <summary>
/// Audience by labels. Each side is one {"id": label, "since": unix seconds}, or a list of alternatives. An inner list requires all of its labels.
/// </summary>
/// <param name="Included">People who get the campaign.</param>
/// <param name="Excluded">People whom the campaign leaves out.</param>
public sealed record CampaignSegments(JsonElement Included, JsonElement? Excluded = null);
