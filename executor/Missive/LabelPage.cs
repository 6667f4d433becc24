namespace Outlier.Executor.Missive;

/// <summary>Which page of the shared labels is wanted.</summary>
internal sealed record LabelPage(Guid Organization, int Limit, int Offset);
