namespace Outlier.Executor.Broadcasts;

/// <summary>
/// When broadcasts run, and for how many people. Describes the answer; the database makes it. It is empty where no schedule is active.
/// </summary>
/// <param name="Schedule">A time for each day.</param>
/// <param name="BatchSize">How many people the upcoming broadcast is for; missing or null where there is none.</param>
public sealed record BroadcastSettings(WeeklySchedule? Schedule = null, int? BatchSize = null);
