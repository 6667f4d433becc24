using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outlier.Executor.Webhooks;

/// <summary>JSON of our answers, and of stored events between this program and the database.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ReplayedEvent))]
internal sealed partial class WebhookJson : JsonSerializerContext;
