namespace Outlier.Executor.Batches;

/// <summary>What a batch will be, what was sent already included. Describes the answer; the database makes it.</summary>
/// <param name="People">How many people get the first message.</param>
/// <param name="Parts">SMS parts of first messages and expected follow-ups together.</param>
/// <param name="Cost">parts times settings.price_per_part; null where no price is set.</param>
/// <param name="Start">When its first text leaves, in unix seconds; null where it has no time to run at.</param>
/// <param name="End">When it is through, in unix seconds; null where it has no time to run at.</param>
/// <param name="Reason">What stands in the way, in words; null: nothing.</param>
public sealed record Forecast(long People, long Parts, decimal? Cost, long? Start, long? End, string? Reason);
