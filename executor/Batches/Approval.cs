namespace Outlier.Executor.Batches;

/// <summary>How a batch stands with approval. Describes the answer; the database makes it.</summary>
/// <param name="IsRequired">It is for more people than settings.approval_threshold.</param>
/// <param name="WaitsBecause">Why it may not start yet; null where it may.</param>
/// <param name="Approver">Who approved exactly what it says now; null where nobody has.</param>
/// <param name="ApprovedAt">When, in unix seconds.</param>
public sealed record Approval(bool IsRequired, string? WaitsBecause, string? Approver, long? ApprovedAt);
