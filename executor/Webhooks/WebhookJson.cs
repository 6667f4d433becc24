using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outlier.Executor.Webhooks;

/// <summary>JSON of our answers, and of stored events between this program and the database.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ReplayedEvent))]
internal sealed partial class WebhookJson : JsonSerializerContext;

/// <summary>What became of a stored event that was acted on again.</summary>
/// <param name="Id">As in <c>outlier.invoke_history</c>.</param>
/// <param name="ReceivedAt">When it came, as the database writes it.</param>
/// <param name="State">done, ignored, repeat or failed.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record ReplayedEvent(long Id, string ReceivedAt, string State, string? Error);
