using System.Text.Json.Serialization;

namespace Outlier.Executor.Missive;

/// <summary>The JSON format of the database's facts for calls to Missive.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LabelPage))]
[JsonSerializable(typeof(NewLabel))]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(PostPage))]
[JsonSerializable(typeof(WantedConversation))]
[JsonSerializable(typeof(WantedMessages))]
[JsonSerializable(typeof(WantedText))]
internal sealed partial class PayloadJson : JsonSerializerContext;

/// <summary>The page of the shared labels to read.</summary>
internal sealed record LabelPage(Guid Organization, int Limit, int Offset);

/// <summary>The conversation whose posts to read, and their number.</summary>
internal sealed record PostPage(Guid Conversation, int Limit);

/// <summary>The conversation to read.</summary>
internal sealed record WantedConversation(Guid Conversation);

/// <summary>The messages to read.</summary>
internal sealed record WantedMessages(IReadOnlyList<Guid> Ids);

/// <summary>A text outside of a batch, such as the answer to HELP.</summary>
internal sealed record WantedText(string Body, string From, string To, Guid? Organization);
