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
