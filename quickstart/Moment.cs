namespace Outlier.Quickstart;

/// <summary>The state to show now.</summary>
/// <param name="Progress">The progress of the broadcast.</param>
/// <param name="Happened">The latest actions of the sample's people.</param>
internal sealed record Moment(Progress Progress, IReadOnlyList<string> Happened);
