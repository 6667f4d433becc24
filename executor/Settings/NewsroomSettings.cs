namespace Outlier.Executor.Settings;

/// <summary>The settings that the team changes.</summary>
/// <param name="SendingPhoneNumber">Number that texts come from. Null if it is not set: then nothing is sent.</param>
/// <param name="TimeZone">Time zone of the schedule.</param>
/// <param name="ReplyLabel">Label of conversations with a reply.</param>
/// <param name="ArchiveLabel">Label of conversations that are archived after two failed messages.</param>
/// <param name="CampaignParentLabel">Parent of the labels of campaigns.</param>
/// <param name="CsvCampaignsLabel">Label of all campaigns by file.</param>
/// <param name="ClosingLabel">Label of people who cannot be reached.</param>
/// <param name="MaxTextsPerDay">Most texts to one person in 24 hours. Null if there is no limit.</param>
/// <param name="MaxBatchesPerWeek">Most batches to one person in 7 days. Null if there is no limit.</param>
/// <param name="UrgentReserve">Percent of each quota that is reserved for urgent messages.</param>
/// <param name="ApprovalThreshold">A batch for more people needs an approval. Null if no batch does.</param>
/// <param name="ApprovalDrift">Percent by which the audience of an approved batch may grow.</param>
/// <param name="PricePerPart">Price of an SMS part. Null if no cost is shown.</param>
/// <param name="TestNumbers">Numbers to which tests may be sent.</param>
/// <param name="TwilioAnswersKeywords">True if Twilio answers STOP, HELP and START by itself.</param>
/// <param name="ContactHours">Contact hours, in the local time of the recipients.</param>
/// <param name="Templates">Texts by name.</param>
public sealed record NewsroomSettings(
    string? SendingPhoneNumber, string TimeZone, SettingLabel? ReplyLabel, SettingLabel? ArchiveLabel, SettingLabel? CampaignParentLabel,
    SettingLabel? CsvCampaignsLabel, SettingLabel? ClosingLabel, int? MaxTextsPerDay, int? MaxBatchesPerWeek, int UrgentReserve,
    int? ApprovalThreshold, int ApprovalDrift, decimal? PricePerPart, IReadOnlyList<string> TestNumbers, bool TwilioAnswersKeywords,
    IReadOnlyList<ContactHoursRow> ContactHours, IReadOnlyList<TextTemplate> Templates);

/// <summary>A label of Missive that a setting names.</summary>
/// <param name="Id">Id of the label in Missive.</param>
/// <param name="Name">Name with the names of its parents. Null if it is unknown.</param>
public sealed record SettingLabel(Guid Id, string? Name);

/// <summary>The contact hours of a weekday.</summary>
/// <param name="State">Code of a state, such as MI, which narrows the default. Null for the default.</param>
/// <param name="StateName">Name of the state.</param>
/// <param name="Weekday">1 is Monday, 7 is Sunday.</param>
/// <param name="Opens">Time such as 09:00.</param>
/// <param name="Closes">Time such as 20:00. 24:00 is the end of the day.</param>
/// <param name="Source">Statute or rule.</param>
/// <param name="CheckedOn">Date on which a person checked the source.</param>
public sealed record ContactHoursRow(
    string? State, string? StateName, int Weekday, string Opens, string Closes, string Source, DateOnly CheckedOn);

/// <summary>A text that the team changes.</summary>
public sealed record TextTemplate(string Name, string Content);

/// <summary>Change of the settings. Settings that are left out stay.</summary>
/// <param name="SendingPhoneNumber">Number in any form.</param>
/// <param name="TimeZone">Name such as America/Detroit.</param>
/// <param name="ReplyLabel">Label by name, with or without the names of its parents, or by id. Null for none.</param>
/// <param name="ArchiveLabel">Label by name or by id. Null for none.</param>
/// <param name="CampaignParentLabel">Label by name or by id. Null for none.</param>
/// <param name="CsvCampaignsLabel">Label by name or by id. Null for none.</param>
/// <param name="ClosingLabel">Label by name or by id. Null for none.</param>
/// <param name="MaxTextsPerDay">From 1 to 1000. Null for no limit.</param>
/// <param name="MaxBatchesPerWeek">From 1 to 1000. Null for no limit.</param>
/// <param name="UrgentReserve">From 0 to 90 percent.</param>
/// <param name="ApprovalThreshold">From 0 to 10,000,000 people. Null for no approvals.</param>
/// <param name="ApprovalDrift">From 0 to 1000 percent.</param>
/// <param name="PricePerPart">From 0 to 1000. Null to show no cost.</param>
/// <param name="TestNumbers">At most 50 numbers, in any form.</param>
/// <param name="TwilioAnswersKeywords">Whether Twilio answers STOP, HELP and START by itself.</param>
/// <param name="ContactHours">Rows to set. A row with null for opens and closes is removed. Rows that are left out stay.</param>
/// <param name="Templates">Texts by name.</param>
public sealed record SettingsChange(
    string? SendingPhoneNumber = null,
    string? TimeZone = null,
    string? ReplyLabel = null,
    string? ArchiveLabel = null,
    string? CampaignParentLabel = null,
    string? CsvCampaignsLabel = null,
    string? ClosingLabel = null,
    int? MaxTextsPerDay = null,
    int? MaxBatchesPerWeek = null,
    int? UrgentReserve = null,
    int? ApprovalThreshold = null,
    int? ApprovalDrift = null,
    decimal? PricePerPart = null,
    IReadOnlyList<string>? TestNumbers = null,
    bool? TwilioAnswersKeywords = null,
    IReadOnlyList<ContactHoursChange>? ContactHours = null,
    IReadOnlyDictionary<string, string>? Templates = null);

/// <summary>Contact hours to set.</summary>
/// <param name="Weekday">1 is Monday, 7 is Sunday.</param>
/// <param name="State">Code of a state, such as MI. Null for the default.</param>
/// <param name="Opens">Time such as 09:00. Null removes the row.</param>
/// <param name="Closes">Time such as 20:00.</param>
/// <param name="Source">Statute or rule.</param>
public sealed record ContactHoursChange(
    int Weekday, string? State = null, string? Opens = null, string? Closes = null, string? Source = null);
