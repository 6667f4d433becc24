namespace Outlier.Simulator.Missive;

/// <summary>A Missive user.</summary>
internal sealed record Person(Guid Id, string Name, string Email);
