using System.Text.Json.Serialization;

namespace Outlier.Simulator.Missive;

internal sealed record ConversationRequest : IConversationFields
{
    public string? Id { get; init; }

    public string? Subject { get; init; }

    public string? Color { get; init; }

    public bool? Reopen { get; init; }

    [JsonIgnore]
    public string? NewSubject => Subject;

    [JsonIgnore]
    public string? NewColor => Color;

    public string? Organization { get; init; }

    public string[]? AddSharedLabels { get; init; }

    public string[]? RemoveSharedLabels { get; init; }

    public string[]? AddAssignees { get; init; }

    public string[]? RemoveAssignees { get; init; }

    public string? Team { get; init; }

    public bool? ForceTeam { get; init; }

    public bool? Close { get; init; }
}
