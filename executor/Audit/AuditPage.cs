using System.Text.Json;

namespace Outlier.Executor.Audit;

/// <summary>A page of the audit log.</summary>
/// <param name="Items">At most 50 changes, the newest first.</param>
/// <param name="CurrentCursor">Pass it as <c>cursor</c> to get the next page. Missing on the last page.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, long? CurrentCursor = null);

/// <summary>One change of one object.</summary>
/// <param name="Id">Number of the entry.</param>
/// <param name="At">Time, in unix seconds.</param>
/// <param name="Actor">Author of the change: <c>token</c> and the name of the token, <c>jwt</c> and its subject, or <c>role</c> and the database role.</param>
/// <param name="Action"><c>made</c>, <c>changed</c>, <c>deleted</c>, or the new state of a batch, such as <c>paused</c> or <c>resumed</c>.</param>
/// <param name="Kind">Kind of the object, such as <c>batch</c>, <c>settings</c>, <c>template</c> or <c>api_token</c>.</param>
/// <param name="ObjectId">The object's key in its table.</param>
/// <param name="Before">Old values of the changed columns. Null if the object was made.</param>
/// <param name="After">New values of the changed columns. Null if the object was deleted.</param>
/// <param name="BatchId">Id of the broadcast or campaign. Missing if the change concerns none.</param>
/// <param name="Address">IP address of the client. Missing if it is unknown.</param>
public sealed record AuditEntry(
    long Id, long At, string Actor, string Action, string Kind, string ObjectId, IReadOnlyDictionary<string, JsonElement>? Before,
    IReadOnlyDictionary<string, JsonElement>? After, long? BatchId = null, string? Address = null);
