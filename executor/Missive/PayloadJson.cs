using System.Text.Json.Serialization;

namespace Outlier.Executor.Missive;

/// <summary>The database's facts for calls to Missive.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LabelPage))]
[JsonSerializable(typeof(NewLabel))]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(PostPage))]
[JsonSerializable(typeof(WantedConversation))]
[JsonSerializable(typeof(WantedMessages))]
[JsonSerializable(typeof(WantedText))]
internal sealed partial class PayloadJson : JsonSerializerContext;
