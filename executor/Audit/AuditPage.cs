using System.Text.Json;

namespace Outlier.Executor.Audit;

/// <summary>A page of the audit log. Describes the answer; the database makes it.</summary>
/// <param name="Items">At most 50 changes, newest first.</param>
/// <param name="CurrentCursor">Hand it in as <c>cursor</c> for the next page; missing on the last one.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, long? CurrentCursor = null);

/// <summary>One change of one object. Describes the answer; the database makes it.</summary>
/// <param name="Id">Its place in the log.</param>
/// <param name="At">When, in unix seconds.</param>
/// <param name="Actor"><c>token</c> and a token's name, <c>jwt</c> and a subject, or <c>role</c> and a database role.</param>
/// <param name="Action"><c>made</c>, <c>changed</c>, <c>deleted</c>, or the new state of a batch, such as <c>paused</c> or <c>resumed</c>.</param>
/// <param name="Kind">What kind of object, such as <c>batch</c>, <c>settings</c>, <c>template</c> or <c>api_token</c>.</param>
/// <param name="ObjectId">The object's key in its table.</param>
/// <param name="Before">Old values of what changed, by column of the table; null where the object was made.</param>
/// <param name="After">New values of what changed, by column of the table; null where the object was deleted.</param>
/// <param name="BatchId">The broadcast or campaign that it is about; missing where it is about none.</param>
/// <param name="Address">IP address of the client; missing where it is not known.</param>
public sealed record AuditEntry(
    long Id, long At, string Actor, string Action, string Kind, string ObjectId, IReadOnlyDictionary<string, JsonElement>? Before,
    IReadOnlyDictionary<string, JsonElement>? After, long? BatchId = null, string? Address = null);
