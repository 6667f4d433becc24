using System.Text.Json;
using System.Text.Json.Nodes;
using Outlier.Executor.Http;

namespace Outlier.Executor.Campaigns;

/// <summary>What a campaign is made or changed with.</summary>
/// <param name="Request">A JSON object.</param>
/// <param name="File">The people, where they came in a file.</param>
internal sealed record CampaignUpload(string Request, RecipientFile? File)
{
    /// <summary>Says in the database's answer how the file was understood, which only this program knows.</summary>
    public string Answer(string json)
    {
        if (File is null)
        {
            return json;
        }

        var answer = JsonNode.Parse(json)!;
        answer["file"]!["columns"] = JsonSerializer.SerializeToNode(File.Columns, HttpJson.Default.UsedColumns);
        return answer.ToJsonString();
    }
}
