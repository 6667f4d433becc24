namespace Outlier.Simulator;

/// <summary>A sliding window of a rate limit.</summary>
/// <param name="Window">Length of the window.</param>
/// <param name="Calls">Number of calls allowed in the window.</param>
public sealed record QuotaLimit(TimeSpan Window, int Calls);
