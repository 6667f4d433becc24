namespace Outlier.Simulator.Missive;

internal sealed record PhoneField(string? PhoneNumber, string? Type);
