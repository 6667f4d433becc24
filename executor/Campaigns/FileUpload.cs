using System.Text.Json;
using System.Text.Json.Nodes;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

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
