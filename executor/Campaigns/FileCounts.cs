namespace Outlier.Executor.Campaigns;

/// <summary>How a file was understood, and its lines by their verdict. Describes the answer; the database counts.</summary>
public sealed record FileCounts(
    long Lines, long Accepted, long Extensions, long Duplicates, long InvalidNumbers, long Ambiguous, long WithoutMessage,
    long MessageTooLong, long Unsubscribed, long Excluded, string Encoding, string Separator, UsedColumns Columns);
