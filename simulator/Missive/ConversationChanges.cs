namespace Outlier.Simulator.Missive;

/// <summary>What a call changed in a conversation: what Missive runs rules for.</summary>
[Flags]
internal enum ConversationChanges
{
    None = 0,
    Labels = 1,
    Closed = 2,
    Reopened = 4,
    Team = 8,
    Assignees = 16,
}
