namespace Outlier.Executor.Broadcasts;

/// <summary>A broadcast that has run, and how it did. Describes the answer; the database makes it.</summary>
public sealed record PastBroadcast(
    long Id, string FirstMessage, string? SecondMessage, long RunAt,
    long TotalFirstSent, long TotalSecondSent, long SuccessfullyDelivered, long FailedDelivered, long TotalUnsubscribed);
