namespace Outlier.Executor.Requests;

/// <summary>Calls that are this worker's to make, when to ask again, and how long the claim is valid.</summary>
internal sealed record ClaimedRequests(IReadOnlyList<ClaimedRequest> Requests, long? WakeInMilliseconds, long LeaseMilliseconds);
