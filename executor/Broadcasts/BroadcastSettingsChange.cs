namespace Outlier.Executor.Broadcasts;

/// <summary>What to change of the weekly schedule. Describes the request; the database reads it.</summary>
/// <param name="Schedule">A day that is left out keeps its time; null takes it away.</param>
/// <param name="BatchSize">1 to 10000.</param>
internal sealed record BroadcastSettingsChange(WeeklySchedule Schedule, int? BatchSize = null);
