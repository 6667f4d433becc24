namespace Outlier.Executor.Broadcasts;

/// <summary>
/// When broadcasts run, and for how many people. Describes the answer; the database makes it. It is empty where no schedule is active.
/// </summary>
/// <param name="Schedule">A time for each day.</param>
/// <param name="BatchSize">How many people the upcoming broadcast is for; missing or null where there is none.</param>
public sealed record BroadcastSettings(WeeklySchedule? Schedule = null, int? BatchSize = null);

/// <summary>What to change of the weekly schedule. Describes the request; the database reads it.</summary>
/// <param name="Schedule">A day that is left out keeps its time; null takes it away.</param>
/// <param name="BatchSize">1 to 10000.</param>
internal sealed record BroadcastSettingsChange(WeeklySchedule Schedule, int? BatchSize = null);

/// <summary>A time of day such as 10:15, at a quarter hour, for each day; null: none.</summary>
public sealed record WeeklySchedule(
    string? Mon = null, string? Tue = null, string? Wed = null, string? Thu = null, string? Fri = null, string? Sat = null, string? Sun = null);
