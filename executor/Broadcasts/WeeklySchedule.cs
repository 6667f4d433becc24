namespace Outlier.Executor.Broadcasts;

/// <summary>A time of day such as 10:15, at a quarter hour, for each day; null: none.</summary>
public sealed record WeeklySchedule(
    string? Mon = null, string? Tue = null, string? Wed = null, string? Thu = null, string? Fri = null, string? Sat = null, string? Sun = null);
