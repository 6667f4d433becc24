namespace Outlier.Executor.Missive;

/// <summary>Which conversation is to be read.</summary>
internal sealed record WantedConversation(Guid Conversation);
