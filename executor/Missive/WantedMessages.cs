namespace Outlier.Executor.Missive;

/// <summary>Which messages are to be read.</summary>
internal sealed record WantedMessages(IReadOnlyList<Guid> Ids);
