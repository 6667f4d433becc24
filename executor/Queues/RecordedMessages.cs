namespace Outlier.Executor.Queues;

/// <summary>The database's answer to recorded results.</summary>
/// <param name="Counted">Messages whose results counted, because their claims are still valid.</param>
/// <param name="Waiting">Messages whose broadcast or campaign another session has locked. Their results must be recorded again.</param>
internal sealed record RecordedMessages(IReadOnlyList<long> Counted, IReadOnlyList<long> Waiting);
