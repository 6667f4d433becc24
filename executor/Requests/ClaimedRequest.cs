using System.Text.Json;

namespace Outlier.Executor.Requests;

/// <summary>One call to make.</summary>
/// <param name="Id">The request's id.</param>
/// <param name="ClaimId">Names the claim; the result carries it.</param>
/// <param name="Kind">Which call.</param>
/// <param name="Payload">The facts that the call needs.</param>
internal sealed record ClaimedRequest(long Id, long ClaimId, string Kind, JsonElement Payload);
