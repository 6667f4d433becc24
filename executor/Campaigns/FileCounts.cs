namespace Outlier.Executor.Campaigns;

/// <summary>The lines of an uploaded file by their verdict. Describes the answer; the database makes it.</summary>
internal sealed record FileCounts(
    long Lines, long Accepted, long Extensions, long Duplicates, long InvalidNumbers, long Ambiguous, long WithoutMessage,
    long MessageTooLong, long Unsubscribed, long Excluded, UsedColumns Columns);
