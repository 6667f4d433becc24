namespace Outlier.Executor.Campaigns.Documents;

/// <summary>How the first messages stand: people is the sum of sent, waiting, sending, unknown and leftOut.</summary>
internal sealed record Progress(
    int People, int Sent, int Waiting, int Sending, int Unknown, int LeftOut, int FollowUpsSent, int FollowUpsWaiting, long? ExpectedEnd);
