namespace Outlier.Executor.Missive;

/// <summary>Answer to a draft: its id, which is the id of the message that it becomes, and its conversation.</summary>
internal sealed record DraftAnswer(DraftAnswer.Identifiers? Drafts)
{
    internal sealed record Identifiers(Guid? Id, Guid? Conversation);
}
