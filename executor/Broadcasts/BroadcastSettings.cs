namespace Outlier.Executor.Broadcasts;

/// <summary>When broadcasts run, and for how many people. Describes request and answer; the database reads and makes them.</summary>
/// <param name="Schedule">A time for each day.</param>
/// <param name="BatchSize">1 to 10000.</param>
internal sealed record BroadcastSettings(WeeklySchedule Schedule, int? BatchSize = null);
