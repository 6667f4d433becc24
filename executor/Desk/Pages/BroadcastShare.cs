namespace Outlier.Executor.Desk.Pages;

/// <summary>A segment of a broadcast and its share; the database makes it.</summary>
public sealed record BroadcastShare(long Id, string Name, string? Description, decimal Ratio, long People);
