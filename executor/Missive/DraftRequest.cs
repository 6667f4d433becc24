using System.Text.Json.Serialization;

namespace Outlier.Executor.Missive;

/// <summary>Body of <c>POST /v1/drafts</c>.</summary>
internal sealed record DraftRequest(Draft Drafts);

/// <summary>One SMS.</summary>
internal sealed record Draft(
    string Body,
    DraftField FromField,
    IReadOnlyList<DraftField> ToFields,
    Guid? Organization,
    IReadOnlyList<Guid>? AddSharedLabels,
    bool Send);

/// <summary>A number in a draft; <paramref name="Type"/> only for ours.</summary>
internal sealed record DraftField(string PhoneNumber, string? Type = null);

/// <summary>Answer to a draft: its id, which is the id of the message that it becomes, and its conversation.</summary>
internal sealed record DraftAnswer(DraftAnswer.Identifiers? Drafts)
{
    internal sealed record Identifiers(Guid? Id, Guid? Conversation);
}

/// <summary>Body of <c>POST /v1/shared_labels</c>.</summary>
internal sealed record LabelsRequest(IReadOnlyList<NewLabel> SharedLabels);

/// <summary>A shared label that is to be made.</summary>
internal sealed record NewLabel(string Name, Guid Organization, Guid? Parent, string? Visibility = null);

/// <summary>Body of <c>POST /v1/posts</c>.</summary>
internal sealed record PostRequest(Post Posts);

/// <summary>A note in a conversation, which the person never sees.</summary>
internal sealed record Post(
    Guid Conversation,
    string Text,
    string Username,
    PostNotification Notification,
    Guid? Organization,
    IReadOnlyList<Guid>? AddSharedLabels,
    bool Close)
{
    /// <summary>Always said, and always false: left out, it would reopen a closed conversation.</summary>
    public bool Reopen { get; init; }
}

/// <summary>What the team's devices show; Missive takes no post without it.</summary>
internal sealed record PostNotification(string Title, string Body);

/// <summary>JSON on Missive's wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DraftRequest))]
[JsonSerializable(typeof(DraftAnswer))]
[JsonSerializable(typeof(LabelsRequest))]
[JsonSerializable(typeof(PostRequest))]
internal sealed partial class MissiveJson : JsonSerializerContext;
