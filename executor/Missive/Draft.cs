namespace Outlier.Executor.Missive;

/// <summary>One SMS.</summary>
internal sealed record Draft(
    string Body,
    DraftField FromField,
    IReadOnlyList<DraftField> ToFields,
    Guid? Organization,
    IReadOnlyList<Guid>? AddSharedLabels,
    bool Send);
