namespace Outlier.Simulator.Missive;

/// <summary>The fields of drafts, posts and conversation updates that change a conversation.</summary>
internal interface IConversationFields
{
    string? Organization { get; }

    string[]? AddSharedLabels { get; }

    string[]? RemoveSharedLabels { get; }

    string[]? AddAssignees { get; }

    string[]? RemoveAssignees { get; }

    string? Team { get; }

    bool? ForceTeam { get; }

    string? NewSubject { get; }

    string? NewColor { get; }

    bool? Close { get; }
}
