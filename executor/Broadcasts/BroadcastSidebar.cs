namespace Outlier.Executor.Broadcasts;

/// <summary>What the sidebar shows. Describes the answer; the database makes it.</summary>
/// <param name="Past">The latest first.</param>
/// <param name="Upcoming">Missing where there is none, and on later pages.</param>
/// <param name="CurrentCursor">The cursor of the next page; missing where there is nothing on this one.</param>
public sealed record BroadcastSidebar(IReadOnlyList<PastBroadcast> Past, UpcomingBroadcast? Upcoming = null, long? CurrentCursor = null);
