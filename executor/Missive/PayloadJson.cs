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

/// <summary>Which page of the shared labels is wanted.</summary>
internal sealed record LabelPage(Guid Organization, int Limit, int Offset);

/// <summary>Which conversation's posts are wanted, and how many.</summary>
internal sealed record PostPage(Guid Conversation, int Limit);

/// <summary>Which conversation is to be read.</summary>
internal sealed record WantedConversation(Guid Conversation);

/// <summary>Which messages are to be read.</summary>
internal sealed record WantedMessages(IReadOnlyList<Guid> Ids);

/// <summary>A text outside of a batch, such as the answer to HELP.</summary>
internal sealed record WantedText(string Body, string From, string To, Guid? Organization);
