namespace Outlier.Simulator.Missive;

internal sealed record PostNotification(string? Title, string? Body);
