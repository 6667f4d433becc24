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

/// <summary>A campaign and the people in it, as a form. Describes the request.</summary>
/// <param name="File">A CSV file: a phone number a line, or a column called so; with a column called message, a text for each, in place of firstMessage.</param>
/// <param name="Title">What the team calls it.</param>
/// <param name="FirstMessage">The text.</param>
/// <param name="SecondMessage">The follow-up for who has not answered.</param>
/// <param name="Delay">Seconds until the follow-up.</param>
/// <param name="CampaignLabelName">The label that its conversations get; made where there is none.</param>
/// <param name="RunAt">When, in unix seconds.</param>
/// <param name="NumbersPerCell">Of a cell with several numbers, none is texted (the default), the first, or all.</param>
/// <param name="PhoneColumn">The column of phone numbers, by its header or its position from 1, where its name does not say it.</param>
/// <param name="MessageColumn">The column of texts, likewise. Empty: none, and everybody gets firstMessage.</param>
/// <param name="HasHeader">Whether the first row names the columns; by default to be seen.</param>
/// <param name="Priority">urgent, normal (the default) or bulk.</param>
/// <param name="SendWithin">Seconds after runAt in which it may be sent; 172800, two days, by default.</param>
/// <param name="ExemptReason">Why contact hours and caps are not to hold: public safety. Takes the role sender.</param>
internal sealed record CampaignFormRequest(
    IFormFile File,
    string? Title = null,
    string? FirstMessage = null,
    string? SecondMessage = null,
    int? Delay = null,
    string? CampaignLabelName = null,
    long? RunAt = null,
    string? NumbersPerCell = null,
    string? PhoneColumn = null,
    string? MessageColumn = null,
    bool? HasHeader = null,
    string? Priority = null,
    long? SendWithin = null,
    string? ExemptReason = null);

/// <summary>Whom to count. Describes the request; the database reads it.</summary>
internal sealed record RecipientCountRequest(CampaignSegments Segments);

/// <summary>A file that is only looked at, as a form. Describes the request.</summary>
/// <param name="File">A CSV file, as for a campaign.</param>
/// <param name="NumbersPerCell">Of a cell with several numbers, none is texted (the default), the first, or all.</param>
/// <param name="PhoneColumn">The column of phone numbers, by its header or its position from 1, where its name does not say it.</param>
/// <param name="MessageColumn">The column of texts, likewise. Empty: none.</param>
/// <param name="HasHeader">Whether the first row names the columns; by default to be seen.</param>
internal sealed record FileInspectionRequest(
    IFormFile File, string? NumbersPerCell = null, string? PhoneColumn = null, string? MessageColumn = null, bool? HasHeader = null);
