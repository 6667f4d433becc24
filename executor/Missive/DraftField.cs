namespace Outlier.Executor.Missive;

/// <summary>A number in a draft; <paramref name="Type"/> only for ours.</summary>
internal sealed record DraftField(string PhoneNumber, string? Type = null);
