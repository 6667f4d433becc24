namespace Outlier.Executor.Campaigns;

/// <summary>A campaign to make, or what to change of one. Describes the request; the database reads it.</summary>
/// <param name="Title">What the team calls it.</param>
/// <param name="FirstMessage">The text.</param>
/// <param name="SecondMessage">The follow-up for who has not answered.</param>
/// <param name="Delay">Seconds until the follow-up.</param>
/// <param name="CampaignLabelName">The label that its conversations get; made where there is none.</param>
/// <param name="RunAt">When, in unix seconds.</param>
/// <param name="Segments">For whom.</param>
/// <param name="Priority">urgent, normal (the default) or bulk.</param>
/// <param name="SendWithin">Seconds after runAt in which it may be sent; 172800, two days, by default.</param>
/// <param name="ExemptReason">Why contact hours and caps are not to hold: public safety. Takes the role sender.</param>
internal sealed record CampaignRequest(
    string? Title = null,
    string? FirstMessage = null,
    string? SecondMessage = null,
    int? Delay = null,
    string? CampaignLabelName = null,
    long? RunAt = null,
    CampaignSegments? Segments = null,
    string? Priority = null,
    long? SendWithin = null,
    string? ExemptReason = null);
