namespace Outlier.Executor.Missive;

/// <summary>Which conversation's posts are wanted, and how many.</summary>
internal sealed record PostPage(Guid Conversation, int Limit);
