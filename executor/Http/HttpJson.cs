using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outlier.Executor.Http;

/// <summary>JSON that is made here and not in the database.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Campaigns.UsedColumns))]
internal sealed partial class HttpJson : JsonSerializerContext;
