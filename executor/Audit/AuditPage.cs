namespace Outlier.Executor.Audit;

/// <summary>A page of the audit log. Describes the answer; the database makes it.</summary>
/// <param name="Items">At most 50 changes, newest first.</param>
/// <param name="CurrentCursor">Hand it in as <c>cursor</c> for the next page; missing on the last one.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, long? CurrentCursor = null);
