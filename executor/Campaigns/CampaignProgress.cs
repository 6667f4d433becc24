namespace Outlier.Executor.Campaigns;

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
