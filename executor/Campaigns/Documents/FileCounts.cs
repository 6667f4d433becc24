namespace Outlier.Executor.Campaigns.Documents;

/// <summary>What was made of the lines of a file.</summary>
internal sealed record FileCounts(
    int Lines, int Accepted, int Duplicates, int InvalidNumbers, int WithoutMessage, int MessageTooLong, int Unsubscribed, int Excluded);
