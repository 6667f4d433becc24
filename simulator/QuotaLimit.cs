namespace Outlier.Simulator;

/// <summary>A sliding window of a rate limit.</summary>
/// <param name="Window">How long a call counts.</param>
/// <param name="Calls">How many calls the window may hold.</param>
public sealed record QuotaLimit(TimeSpan Window, int Calls);
