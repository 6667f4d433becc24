namespace Outlier.Simulator.Missive;

internal sealed record LabelRequest(string? Name, string? Organization, string? Parent, string? Color, string? Visibility);
