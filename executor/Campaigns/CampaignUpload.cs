using System.Text.Json;
using System.Text.Json.Nodes;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>What a campaign is made or changed with.</summary>
/// <param name="Request">A JSON object.</param>
/// <param name="File">The people, where they came in a file.</param>
/// <param name="IgnoredFields">Fields of the form that are not known; null: it was no form.</param>
internal sealed record CampaignUpload(string Request, RecipientFile? File, IReadOnlyList<string>? IgnoredFields = null)
{
    /// <summary>Says in the database's answer how the file was understood, which only this program knows.</summary>
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

/// <summary>A file that is only looked at.</summary>
/// <param name="Request">A JSON object: what becomes of several numbers in a cell.</param>
/// <param name="File">Its people; no rows where a person must name a column first.</param>
/// <param name="Refusal">Why a person must.</param>
/// <param name="IgnoredFields">Fields of the form that are not known.</param>
internal sealed record FileUpload(string Request, RecipientFile File, string? Refusal, IReadOnlyList<string> IgnoredFields)
{
    /// <summary>The database's verdicts, if it was asked for them, and how the file was understood.</summary>
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
    /// <summary>The largest form with a file, all of it.</summary>
    public long MaxBytes { get; set; } = 20 * 1024 * 1024;
}
