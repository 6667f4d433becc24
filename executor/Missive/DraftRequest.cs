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

/// <summary>A number in a draft. <paramref name="Type"/> is only set for the sending number.</summary>
internal sealed record DraftField(string PhoneNumber, string? Type = null);

/// <summary>Answer to a draft: its conversation and its id, which becomes the id of the message.</summary>
internal sealed record DraftAnswer(DraftAnswer.Identifiers? Drafts)
{
    internal sealed record Identifiers(Guid? Id, Guid? Conversation);
}

/// <summary>Body of <c>POST /v1/shared_labels</c>.</summary>
internal sealed record LabelsRequest(IReadOnlyList<NewLabel> SharedLabels);

/// <summary>A shared label to create.</summary>
internal sealed record NewLabel(string Name, Guid Organization, Guid? Parent, string? Visibility = null);

/// <summary>Body of <c>POST /v1/posts</c>.</summary>
internal sealed record PostRequest(Post Posts);

/// <summary>A note in a conversation. Only the team sees it.</summary>
internal sealed record Post(
    Guid Conversation,
    string Text,
    string Username,
    PostNotification Notification,
    Guid? Organization,
    IReadOnlyList<Guid>? AddSharedLabels,
    bool Close)
{
    /// <summary>Always sent as false. If it is left out, Missive reopens a closed conversation.</summary>
    public bool Reopen { get; init; }
}

/// <summary>The notification on the team's devices. Missive requires it.</summary>
internal sealed record PostNotification(string Title, string Body);

/// <summary>The JSON format of Missive's API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DraftRequest))]
[JsonSerializable(typeof(DraftAnswer))]
[JsonSerializable(typeof(LabelsRequest))]
[JsonSerializable(typeof(PostRequest))]
internal sealed partial class MissiveJson : JsonSerializerContext;
