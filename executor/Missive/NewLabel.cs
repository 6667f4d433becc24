namespace Outlier.Executor.Missive;

/// <summary>A shared label that is to be made.</summary>
internal sealed record NewLabel(string Name, Guid Organization, Guid? Parent, string? Visibility = null);
