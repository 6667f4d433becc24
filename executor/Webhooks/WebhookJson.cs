using System.Text.Json.Serialization;

namespace Outlier.Executor.Webhooks;

/// <summary>JSON of our answers.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class WebhookJson : JsonSerializerContext;
