namespace Outlier.Executor.Campaigns.Documents;

/// <summary>What was deleted.</summary>
internal sealed record Deleted(string Message, long Id);
