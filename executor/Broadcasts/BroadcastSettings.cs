namespace Outlier.Executor.Broadcasts;

/// <summary>Schedule and size of broadcasts. Empty if no schedule is active.</summary>
/// <param name="Schedule">Times by weekday.</param>
/// <param name="BatchSize">Recipients of the upcoming broadcast. Missing or null if there is none.</param>
public sealed record BroadcastSettings(WeeklySchedule? Schedule = null, int? BatchSize = null);

/// <summary>Change of the weekly schedule.</summary>
/// <param name="Schedule">Times by weekday. A day that is left out keeps its time. Null removes the time.</param>
/// <param name="BatchSize">Recipients of the upcoming broadcast, from 1 to 10000.</param>
internal sealed record BroadcastSettingsChange(WeeklySchedule Schedule, int? BatchSize = null);

/// <summary>Time of day for each weekday, at a quarter hour, such as 10:15. Null if there is none.</summary>
public sealed record WeeklySchedule(
    string? Mon = null, string? Tue = null, string? Wed = null, string? Thu = null, string? Fri = null, string? Sat = null, string? Sun = null);
