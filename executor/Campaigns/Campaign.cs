using System.Text.Json;
using Outlier.Executor.Batches;

namespace Outlier.Executor.Campaigns;

/// <summary>A campaign. Describes the answer; the database makes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">As the team calls it.</param>
/// <param name="FirstMessage">The text; of a personalized campaign, the first person's, cut.</param>
/// <param name="SecondMessage">The follow-up.</param>
/// <param name="Segments">For whom; null where a file says so.</param>
/// <param name="Delay">Seconds until the follow-up.</param>
/// <param name="RecipientCount">How many people, where it is known.</param>
/// <param name="LabelIds">The labels that its conversations get.</param>
/// <param name="RunAt">When, in unix seconds.</param>
/// <param name="Priority">urgent, normal or bulk.</param>
/// <param name="SendWithin">Seconds after runAt in which it may be sent.</param>
/// <param name="ExemptReason">Why contact hours and caps do not hold for it; null where they do.</param>
/// <param name="Approval">How it stands with approval.</param>
/// <param name="Forecast">What it will be, and when it will be through; null once it is, where it does not run, and in a list for all but the three that come next.</param>
/// <param name="State">scheduled, sending, paused, done, cancelled or missed.</param>
/// <param name="Error">Why it was not run or is paused, where it is so.</param>
/// <param name="Progress">How far it is; null until it runs.</param>
/// <param name="File">The lines of the file that came with the request; missing where none did.</param>
/// <param name="IgnoredFields">Fields of the form that are not known; missing where the request was no form.</param>
/// <param name="IsRepeated">True: this is the campaign that the same request made before; missing otherwise.</param>
public sealed record Campaign(
    long Id, string? Title, string FirstMessage, string? SecondMessage, CampaignSegments? Segments, int Delay, int? RecipientCount,
    Guid[] LabelIds, long RunAt, string Priority, long SendWithin, string? ExemptReason, Approval Approval, Forecast? Forecast,
    string State, string? Error, CampaignProgress? Progress, FileCounts? File = null, IReadOnlyList<string>? IgnoredFields = null,
    bool? IsRepeated = null);

/// <summary>How far a batch is, in people. Describes the answer; the database makes it.</summary>
/// <param name="People">All who were chosen, those left out among them.</param>
/// <param name="Sent">First messages that went out.</param>
/// <param name="Waiting">First messages that wait.</param>
/// <param name="WaitingForContactHours">Messages of both kinds that are due and wait until their recipients may be texted.</param>
/// <param name="Sending">First messages that are being handed over.</param>
/// <param name="Unknown">First messages of which it is being found out whether they went out.</param>
/// <param name="LeftOut">People who get nothing; recipients.csv says why.</param>
/// <param name="FollowUpsSent">Follow-ups that went out.</param>
/// <param name="FollowUpsWaiting">Follow-ups that wait.</param>
/// <param name="ExpectedEnd">When it will be through, in unix seconds; null where nothing is being sent.</param>
public sealed record CampaignProgress(
    long People, long Sent, long Waiting, long WaitingForContactHours, long Sending, long Unknown, long LeftOut,
    long FollowUpsSent, long FollowUpsWaiting, long? ExpectedEnd);

/// <summary>
/// Who is meant: one {"id": label, "since": unix seconds}, or a list of alternatives, in which an inner list asks for all of its labels.
/// Describes the request; the database reads it.
/// </summary>
/// <param name="Included">Who is texted.</param>
/// <param name="Excluded">Who of them is not.</param>
public sealed record CampaignSegments(JsonElement Included, JsonElement? Excluded = null);
