namespace Outlier.Simulator.Control;

internal sealed record IncomingText(string? From, string? Text);
