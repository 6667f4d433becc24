namespace Outlier.Executor.Campaigns;

/// <summary>A new campaign, or the change of one.</summary>
/// <param name="Title">Title.</param>
/// <param name="FirstMessage">Text of the first message.</param>
/// <param name="SecondMessage">Text of the follow-up, for people who have not answered.</param>
/// <param name="Delay">Seconds between a person's first message and the follow-up.</param>
/// <param name="CampaignLabelName">Label that conversations of the campaign get. Outlier creates it in Missive if it does not exist.</param>
/// <param name="RunAt">Time, in unix seconds.</param>
/// <param name="Segments">Audience by labels.</param>
/// <param name="Priority"><c>urgent</c>, <c>normal</c> or <c>bulk</c>. Default <c>normal</c>.</param>
/// <param name="SendWithin">Seconds after runAt within which messages may leave. Default 172800, which is two days.</param>
/// <param name="ExemptReason">Reason of public safety why contact hours and frequency caps do not apply. Requires the role sender.</param>
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

/// <summary>A campaign with its recipients in a file, as a form.</summary>
/// <param name="File">CSV file with a phone number in each line. A column of texts replaces firstMessage.</param>
/// <param name="Title">Title.</param>
/// <param name="FirstMessage">Text of the first message.</param>
/// <param name="SecondMessage">Text of the follow-up, for people who have not answered.</param>
/// <param name="Delay">Seconds between a person's first message and the follow-up.</param>
/// <param name="CampaignLabelName">Label that conversations of the campaign get. Outlier creates it in Missive if it does not exist.</param>
/// <param name="RunAt">Time, in unix seconds.</param>
/// <param name="NumbersPerCell">Numbers to text if a cell has several: <c>none</c>, <c>first</c> or <c>all</c>. Default <c>none</c>.</param>
/// <param name="PhoneColumn">Column of the phone numbers, by header or by position from 1. Needed if Outlier cannot tell it.</param>
/// <param name="MessageColumn">Column of the texts, by header or by position from 1. Empty if there is none: then every recipient gets firstMessage.</param>
/// <param name="HasHeader">Whether the first row names the columns. If it is not given, Outlier decides.</param>
/// <param name="Priority"><c>urgent</c>, <c>normal</c> or <c>bulk</c>. Default <c>normal</c>.</param>
/// <param name="SendWithin">Seconds after runAt within which messages may leave. Default 172800, which is two days.</param>
/// <param name="ExemptReason">Reason of public safety why contact hours and frequency caps do not apply. Requires the role sender.</param>
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

/// <summary>Audience to count.</summary>
internal sealed record RecipientCountRequest(CampaignSegments Segments);

/// <summary>A file to inspect, as a form.</summary>
/// <param name="File">CSV file, as for a campaign.</param>
/// <param name="NumbersPerCell">Numbers to text if a cell has several: <c>none</c>, <c>first</c> or <c>all</c>. Default <c>none</c>.</param>
/// <param name="PhoneColumn">Column of the phone numbers, by header or by position from 1. Needed if Outlier cannot tell it.</param>
/// <param name="MessageColumn">Column of the texts, by header or by position from 1. Empty if there is none.</param>
/// <param name="HasHeader">Whether the first row names the columns. If it is not given, Outlier decides.</param>
internal sealed record FileInspectionRequest(
    IFormFile File, string? NumbersPerCell = null, string? PhoneColumn = null, string? MessageColumn = null, bool? HasHeader = null);
