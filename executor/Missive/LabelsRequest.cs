namespace Outlier.Executor.Missive;

/// <summary>Body of <c>POST /v1/shared_labels</c>.</summary>
internal sealed record LabelsRequest(IReadOnlyList<NewLabel> SharedLabels);
