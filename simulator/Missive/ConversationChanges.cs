namespace Outlier.Simulator.Missive;

/// <summary>The kinds of change that a call made to a conversation. Missive runs rules for these changes.</summary>
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
