namespace Outlier.Simulator.Control;

internal sealed record StatusChange(string? To, string? Sid, string? Status, int? ErrorCode);
