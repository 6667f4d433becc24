using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Outlier.Executor.Audit;
using Outlier.Executor.Batches;
using Outlier.Executor.Broadcasts;
using Outlier.Executor.Campaigns;
using Outlier.Executor.Consent;
using Outlier.Executor.Desk.Pages;
using Outlier.Executor.Outcomes;
using Outlier.Executor.People;
using Outlier.Executor.Settings;
using Outlier.Executor.Today;

namespace Outlier.Executor.Desk;

/// <summary>Parses the database's answers for the page's components, into the records that describe the JSON API.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(DeskNewsroom))]
[JsonSerializable(typeof(MeasuredText))]
[JsonSerializable(typeof(BroadcastSidebar))]
[JsonSerializable(typeof(BroadcastState))]
[JsonSerializable(typeof(BroadcastSettings))]
[JsonSerializable(typeof(IReadOnlyList<BroadcastShare>))]
[JsonSerializable(typeof(SegmentCount))]
[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(CampaignList))]
[JsonSerializable(typeof(CampaignPreview))]
[JsonSerializable(typeof(IReadOnlyList<CampaignLabel>))]
[JsonSerializable(typeof(FileInspection))]
[JsonSerializable(typeof(RecipientCount))]
[JsonSerializable(typeof(IReadOnlyList<ConsentReview>))]
[JsonSerializable(typeof(TodayState))]
[JsonSerializable(typeof(BatchResults))]
[JsonSerializable(typeof(Unreached))]
[JsonSerializable(typeof(RecipientPage))]
[JsonSerializable(typeof(IReadOnlyList<YearBroadcast>))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(IReadOnlyList<FoundPerson>))]
[JsonSerializable(typeof(ConsentReview))]
[JsonSerializable(typeof(NewsroomSettings))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class DeskJson : JsonSerializerContext
{
    public static T Read<T>(string json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type)!;
}
