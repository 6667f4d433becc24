namespace Outlier.Quickstart;

/// <summary>What there is to show now.</summary>
/// <param name="Progress">How the broadcast stands.</param>
/// <param name="Happened">What the sample's people have just done.</param>
internal sealed record Moment(Progress Progress, IReadOnlyList<string> Happened);
