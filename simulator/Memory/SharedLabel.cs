namespace Outlier.Simulator.Memory;

/// <summary>A shared label.</summary>
internal sealed record SharedLabel(Guid Id, string Name, string NameWithParents, Guid? Parent, string? Color, string Visibility);
