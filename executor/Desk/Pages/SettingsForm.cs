using System.Globalization;
using System.Text.Json.Nodes;
using Outlier.Executor.Settings;

namespace Outlier.Executor.Desk.Pages;

/// <summary>Converts settings to fields of forms, and forms to requests of the API.</summary>
internal static class SettingsForm
{
    public const string Template = "template-";
    public const string Opens = "opens-";
    public const string Closes = "closes-";

    /// <summary>The fields that a form may have.</summary>
    public static readonly IReadOnlyList<string> Labels = ["replyLabel", "archiveLabel", "campaignParentLabel", "csvCampaignsLabel", "closingLabel"];

    private static readonly string[] Texts =
    [
        "sendingPhoneNumber", "timeZone", "maxTextsPerDay", "maxBatchesPerWeek", "urgentReserve", "approvalThreshold", "approvalDrift",
        "pricePerPart", .. Labels,
    ];

    /// <summary>The value of each field, by the field's name in a form.</summary>
    public static IReadOnlyDictionary<string, string> Fields(NewsroomSettings settings)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sendingPhoneNumber"] = settings.SendingPhoneNumber ?? string.Empty,
            ["timeZone"] = settings.TimeZone,
            ["replyLabel"] = Name(settings.ReplyLabel),
            ["archiveLabel"] = Name(settings.ArchiveLabel),
            ["campaignParentLabel"] = Name(settings.CampaignParentLabel),
            ["csvCampaignsLabel"] = Name(settings.CsvCampaignsLabel),
            ["closingLabel"] = Name(settings.ClosingLabel),
            ["maxTextsPerDay"] = Number(settings.MaxTextsPerDay),
            ["maxBatchesPerWeek"] = Number(settings.MaxBatchesPerWeek),
            ["urgentReserve"] = Number(settings.UrgentReserve),
            ["approvalThreshold"] = Number(settings.ApprovalThreshold),
            ["approvalDrift"] = Number(settings.ApprovalDrift),
            ["pricePerPart"] = settings.PricePerPart?.ToString("0.######", CultureInfo.InvariantCulture) ?? string.Empty,
            ["testNumbers"] = string.Join('\n', settings.TestNumbers),
            ["twilioAnswersKeywords"] = settings.TwilioAnswersKeywords ? "true" : "false",
        };
        for (var day = 1; day <= 7; day++)
        {
            var row = settings.ContactHours.FirstOrDefault(hours => hours.State is null && hours.Weekday == day);
            fields[$"{Opens}{day}"] = row?.Opens ?? string.Empty;
            fields[$"{Closes}{day}"] = row?.Closes ?? string.Empty;
        }

        foreach (var template in settings.Templates)
        {
            fields[Template + template.Name] = template.Content;
        }

        return fields;
    }

    /// <summary>The request with the fields of a form. The database validates the values.</summary>
    public static JsonObject Read(IFormCollection form)
    {
        var request = new JsonObject(Texts.Where(form.ContainsKey).Select(name => KeyValuePair.Create<string, JsonNode?>(name, DeskForm.Text(form, name))));
        if (form.ContainsKey("testNumbers"))
        {
            request["testNumbers"] = new JsonArray([
                .. DeskForm.Text(form, "testNumbers").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(number => JsonValue.Create(number)),
            ]);
        }

        if (form.ContainsKey("twilioAnswersKeywords"))
        {
            request["twilioAnswersKeywords"] = form["twilioAnswersKeywords"] == "true";
        }

        var templates = form.Keys.Where(key => key.StartsWith(Template, StringComparison.Ordinal)).ToList();
        if (templates.Count > 0)
        {
            request["templates"] = new JsonObject(
                templates.Select(key => KeyValuePair.Create<string, JsonNode?>(key[Template.Length..], DeskForm.Text(form, key))));
        }

        var days = Enumerable.Range(1, 7).Where(day => form.ContainsKey($"{Opens}{day}")).ToList();
        if (days.Count > 0)
        {
            request["contactHours"] = new JsonArray([.. days.Select(day => Hours(state: null, day, form[$"{Opens}{day}"], form[$"{Closes}{day}"]))]);
        }
        else if (form.ContainsKey("state"))
        {
            request["contactHours"] = new JsonArray(
                Hours(form["state"].ToString(), JsonValue.Create(form["weekday"].ToString()), form["opens"], form["closes"]));
        }

        return request;
    }

    private static JsonObject Hours(string? state, JsonNode? weekday, string? opens, string? closes) => new()
    {
        ["state"] = state,
        ["weekday"] = weekday,
        ["opens"] = string.IsNullOrWhiteSpace(opens) ? null : opens,
        ["closes"] = string.IsNullOrWhiteSpace(closes) ? null : closes,
    };

    private static string Name(SettingLabel? label) => label is null ? string.Empty : label.Name ?? label.Id.ToString();

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
}
