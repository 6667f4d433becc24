using System.Text.Json;
using System.Text.Json.Nodes;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>The request that creates or changes a campaign.</summary>
/// <param name="Request">A JSON object.</param>
/// <param name="File">The recipients. Null if the request has no file.</param>
/// <param name="IgnoredFields">Unknown fields of the form. Null if the request was not a form.</param>
internal sealed record CampaignUpload(string Request, RecipientFile? File, IReadOnlyList<string>? IgnoredFields = null)
{
    /// <summary>Adds to the database's answer how the executor understood the file.</summary>
    public string Answer(string json)
    {
        if (File is null)
        {
            return json;
        }

        var answer = JsonNode.Parse(json)!;
        File.Describe(answer["file"]!);
        answer["ignoredFields"] = JsonSerializer.SerializeToNode(IgnoredFields ?? [], HttpJson.Default.IReadOnlyListString);
        return answer.ToJsonString();
    }
}

/// <summary>A file that is only inspected.</summary>
/// <param name="Request">A JSON object with the rule for cells with several numbers.</param>
/// <param name="File">The file's rows. Empty if a person must first name a column.</param>
/// <param name="Refusal">Reason why a person must name a column. Null if it is not needed.</param>
/// <param name="IgnoredFields">Unknown fields of the form.</param>
internal sealed record FileUpload(string Request, RecipientFile File, string? Refusal, IReadOnlyList<string> IgnoredFields)
{
    /// <summary>Joins the database's verdicts, if there are any, with how the executor understood the file.</summary>
    public string Answer(string? json)
    {
        var answer = json is null ? new JsonObject { ["firstLines"] = new JsonArray(), ["refusal"] = Refusal } : JsonNode.Parse(json)!;
        File.Describe(answer);
        answer["ignoredFields"] = JsonSerializer.SerializeToNode(IgnoredFields, HttpJson.Default.IReadOnlyListString);
        return answer.ToJsonString();
    }
}

/// <summary>Section <c>Uploads</c> of the configuration.</summary>
internal sealed class UploadOptions
{
    /// <summary>Largest accepted form with a file, in bytes. Default 20971520.</summary>
    public long MaxBytes { get; set; } = 20 * 1024 * 1024;
}
