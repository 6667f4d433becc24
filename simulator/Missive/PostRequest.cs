using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outlier.Simulator.Missive;

internal sealed record PostRequest : IConversationFields
{
    public PostNotification? Notification { get; init; }

    public string? Text { get; init; }

    public string? Username { get; init; }

    public string? Markdown { get; init; }

    public JsonElement? Attachments { get; init; }

    public string? Conversation { get; init; }

    public string[]? References { get; init; }

    public string? ConversationSubject { get; init; }

    public string? ConversationColor { get; init; }

    public bool? Reopen { get; init; }

    [JsonIgnore]
    public string? NewSubject => ConversationSubject;

    [JsonIgnore]
    public string? NewColor => ConversationColor;

    public string? Organization { get; init; }

    public string[]? AddSharedLabels { get; init; }

    public string[]? RemoveSharedLabels { get; init; }

    public string[]? AddAssignees { get; init; }

    public string[]? RemoveAssignees { get; init; }

    public string? Team { get; init; }

    public bool? ForceTeam { get; init; }

    public bool? Close { get; init; }
}
