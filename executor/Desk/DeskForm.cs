using System.Globalization;
using System.Text.Json.Nodes;
using Outlier.Executor.Http;

namespace Outlier.Executor.Desk;

/// <summary>Converts a form of the page to a request of the API. The database validates the values.</summary>
internal static class DeskForm
{
    private static readonly string[] Texts = ["title", "firstMessage", "secondMessage", "campaignLabelName", "priority", "exemptReason"];

    /// <exception cref="RequestException">The request is not a form.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken token) => request.HasFormContentType
        ? await request.ReadFormAsync(token)
        : throw new RequestException(StatusCodes.Status415UnsupportedMediaType, "This path accepts only the forms of the page. Send JSON to the API.");

    /// <summary>The common fields of broadcasts and campaigns that the form has.</summary>
    public static JsonObject ReadBatch(IFormCollection form, DeskContext desk)
    {
        var request = new JsonObject();
        foreach (var name in Texts.Where(form.ContainsKey))
        {
            request[name] = Text(form, name);
        }

        if (form.ContainsKey("delay"))
        {
            request["delay"] = Scaled(form["delay"].ToString(), 60);
        }

        if (form.ContainsKey("sendWithin"))
        {
            request["sendWithin"] = Scaled(form["sendWithin"].ToString(), 3600);
        }

        if (form.ContainsKey("noRecipients"))
        {
            request["noRecipients"] = Text(form, "noRecipients");
        }

        if (form.ContainsKey("runAt"))
        {
            request["runAt"] = RunAt(form["runAt"].ToString(), desk);
        }

        return request;
    }

    /// <summary>A browser sends two characters for a line break. A text message has one.</summary>
    public static string Text(IFormCollection form, string name) => form[name].ToString().ReplaceLineEndings("\n").Trim();

    /// <summary>A time of the newsroom as unix seconds. Any other value is passed on, and the database refuses it.</summary>
    public static JsonNode? RunAt(string input, DeskContext desk) =>
        string.IsNullOrWhiteSpace(input) ? null : desk.Unix(input) is { } seconds ? JsonValue.Create(seconds) : JsonValue.Create(input);

    /// <summary>Minutes or hours of the form as seconds. A value that is not a number is passed on, and the database refuses it.</summary>
    public static JsonNode? Scaled(string input, int seconds) =>
        decimal.TryParse(input.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) < 1_000_000
            ? JsonValue.Create((long)Math.Round(number * seconds))
            : string.IsNullOrWhiteSpace(input) ? null : JsonValue.Create(input);

    /// <summary>Formats seconds as minutes or hours for the form.</summary>
    public static string Unscaled(long seconds, int unit) => ((decimal)seconds / unit).ToString("0.####", CultureInfo.InvariantCulture);
}
