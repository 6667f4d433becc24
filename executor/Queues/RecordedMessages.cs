namespace Outlier.Executor.Queues;

/// <summary>What the database made of results.</summary>
/// <param name="Counted">Messages whose results counted, because their claims still stand.</param>
/// <param name="Waiting">Messages whose broadcast or campaign another session holds: their results must be handed in again.</param>
internal sealed record RecordedMessages(IReadOnlyList<long> Counted, IReadOnlyList<long> Waiting);
