using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outlier.Executor.Webhooks;

/// <summary>The JSON format of answers to webhooks, and of stored events.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ReplayedEvent))]
internal sealed partial class WebhookJson : JsonSerializerContext;

/// <summary>The result of processing a stored event again.</summary>
/// <param name="Id">Id of the event in <c>outlier.invoke_history</c>.</param>
/// <param name="ReceivedAt">Time at which it was received, in the database's format.</param>
/// <param name="State">done, ignored, repeat or failed.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record ReplayedEvent(long Id, string ReceivedAt, string State, string? Error);
