using System.Text.Json.Serialization;

namespace Outlier.Simulator.Missive;

internal sealed record DraftRequest : IConversationFields
{
    public string? Body { get; init; }

    public PhoneField? FromField { get; init; }

    public PhoneField[]? ToFields { get; init; }

    public bool Send { get; init; }

    public long? SendAt { get; init; }

    public string? Conversation { get; init; }

    public string[]? References { get; init; }

    public string? ConversationSubject { get; init; }

    public string? ConversationColor { get; init; }

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
