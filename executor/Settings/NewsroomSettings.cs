namespace Outlier.Executor.Settings;

/// <summary>The settings that the team changes. Describes the answer; the database makes it.</summary>
/// <param name="SendingPhoneNumber">The number that texts come from; null: nothing is sent.</param>
/// <param name="TimeZone">In which the schedule's times are meant.</param>
/// <param name="ReplyLabel">The label of conversations in which somebody has answered.</param>
/// <param name="ArchiveLabel">The label of conversations that are archived after two failures.</param>
/// <param name="CampaignParentLabel">Below it, the labels of campaigns are made.</param>
/// <param name="CsvCampaignsLabel">The label of all campaigns by file.</param>
/// <param name="ClosingLabel">The label of people who cannot be reached.</param>
/// <param name="MaxTextsPerDay">To one person in 24 hours; null: no limit.</param>
/// <param name="MaxBatchesPerWeek">To one person in 7 days; null: no limit.</param>
/// <param name="UrgentReserve">Percent of each quota that is kept for urgent messages.</param>
/// <param name="ApprovalThreshold">A batch for more people needs an approval; null: none does.</param>
/// <param name="ApprovalDrift">By how many percent the audience of an approved batch may grow.</param>
/// <param name="PricePerPart">Of an SMS part; null: no cost is shown.</param>
/// <param name="TestNumbers">To which texts may be sent as a test.</param>
/// <param name="TwilioAnswersKeywords">Twilio answers STOP, HELP and START by itself.</param>
/// <param name="ContactHours">When people may be texted, in their local time.</param>
/// <param name="Templates">Texts by name.</param>
public sealed record NewsroomSettings(
    string? SendingPhoneNumber, string TimeZone, SettingLabel? ReplyLabel, SettingLabel? ArchiveLabel, SettingLabel? CampaignParentLabel,
    SettingLabel? CsvCampaignsLabel, SettingLabel? ClosingLabel, int? MaxTextsPerDay, int? MaxBatchesPerWeek, int UrgentReserve,
    int? ApprovalThreshold, int ApprovalDrift, decimal? PricePerPart, IReadOnlyList<string> TestNumbers, bool TwilioAnswersKeywords,
    IReadOnlyList<ContactHoursRow> ContactHours, IReadOnlyList<TextTemplate> Templates);

/// <summary>A label of Missive that a setting names.</summary>
/// <param name="Id">Missive's.</param>
/// <param name="Name">With the names of its parents; null: it is not known.</param>
public sealed record SettingLabel(Guid Id, string? Name);

/// <summary>The contact hours of a weekday.</summary>
/// <param name="State">A code such as MI, which narrows the default; null: the default.</param>
/// <param name="StateName">Its name.</param>
/// <param name="Weekday">1 is Monday, 7 is Sunday.</param>
/// <param name="Opens">Such as 09:00.</param>
/// <param name="Closes">Such as 20:00; 24:00 is the end of the day.</param>
/// <param name="Source">The statute or rule.</param>
/// <param name="CheckedOn">When somebody read it.</param>
public sealed record ContactHoursRow(
    string? State, string? StateName, int Weekday, string Opens, string Closes, string Source, DateOnly CheckedOn);

/// <summary>A text that the team changes.</summary>
public sealed record TextTemplate(string Name, string Content);

/// <summary>What to change of the settings; what is left out stays. Describes the request; the database reads it.</summary>
/// <param name="SendingPhoneNumber">In any form.</param>
/// <param name="TimeZone">Such as America/Detroit.</param>
/// <param name="ReplyLabel">By its name, with or without those of its parents, or by its id; null: none.</param>
/// <param name="ArchiveLabel">The same.</param>
/// <param name="CampaignParentLabel">The same.</param>
/// <param name="CsvCampaignsLabel">The same.</param>
/// <param name="ClosingLabel">The same.</param>
/// <param name="MaxTextsPerDay">1 to 1000; null: no limit.</param>
/// <param name="MaxBatchesPerWeek">1 to 1000; null: no limit.</param>
/// <param name="UrgentReserve">0 to 90 percent.</param>
/// <param name="ApprovalThreshold">0 to 10,000,000 people; null: no approvals.</param>
/// <param name="ApprovalDrift">0 to 1000 percent.</param>
/// <param name="PricePerPart">0 to 1000; null: no cost is shown.</param>
/// <param name="TestNumbers">At most 50, in any form.</param>
/// <param name="TwilioAnswersKeywords">Whether Twilio answers STOP, HELP and START by itself.</param>
/// <param name="ContactHours">Rows to set; opens and closes null: the row goes. Rows that are left out stay.</param>
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
/// <param name="State">A code such as MI; null: the default.</param>
/// <param name="Opens">Such as 09:00; null: the row goes.</param>
/// <param name="Closes">Such as 20:00.</param>
/// <param name="Source">The statute or rule.</param>
public sealed record ContactHoursChange(
    int Weekday, string? State = null, string? Opens = null, string? Closes = null, string? Source = null);
