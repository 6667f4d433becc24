namespace Outlier.Executor.Broadcasts;

/// <summary>What to change of the upcoming broadcast. Describes the request; the database reads it.</summary>
/// <param name="Id">Of the upcoming broadcast.</param>
/// <param name="FirstMessage">The text.</param>
/// <param name="SecondMessage">The follow-up; null takes it away.</param>
/// <param name="RunAt">When, in unix seconds; null leaves it to the weekly schedule.</param>
/// <param name="Delay">Seconds until the follow-up.</param>
/// <param name="NoRecipients">For how many people.</param>
/// <param name="Priority">urgent, normal or bulk.</param>
/// <param name="SendWithin">Seconds after runAt in which it may be sent.</param>
/// <param name="ExemptReason">Why contact hours and caps are not to hold: public safety. Takes the role sender.</param>
/// <param name="Segments">Other shares; segments that are left out keep theirs.</param>
internal sealed record BroadcastChange(
    long Id, string? FirstMessage = null, string? SecondMessage = null, long? RunAt = null, int? Delay = null, int? NoRecipients = null,
    string? Priority = null, long? SendWithin = null, string? ExemptReason = null,
    IReadOnlyList<ShareChange>? Segments = null);
