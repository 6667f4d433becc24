namespace Outlier.Executor.Requests;

/// <summary>Calls that are this worker's to make, and when to ask again.</summary>
internal sealed record ClaimedRequests(IReadOnlyList<ClaimedRequest> Requests, long? WakeInMilliseconds);
