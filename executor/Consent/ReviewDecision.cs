namespace Outlier.Executor.Consent;

/// <summary>What <c>POST /consent-reviews/{id}/</c> takes. Describes the request; the database reads it.</summary>
/// <param name="Decision"><c>opt_out</c> unsubscribes the person; <c>keep</c> leaves them as they are.</param>
internal sealed record ReviewDecision(string Decision);
