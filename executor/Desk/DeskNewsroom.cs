namespace Outlier.Executor.Desk;

/// <summary>What each fragment needs to know of the newsroom; the database makes it.</summary>
/// <param name="TimeZone">Of the settings.</param>
/// <param name="TestNumbers">Of the settings.</param>
internal sealed record DeskNewsroom(string TimeZone, IReadOnlyList<string> TestNumbers);
