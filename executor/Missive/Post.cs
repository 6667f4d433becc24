namespace Outlier.Executor.Missive;

/// <summary>A note in a conversation, which the person never sees.</summary>
internal sealed record Post(
    Guid Conversation,
    string Text,
    string Username,
    PostNotification Notification,
    Guid? Organization,
    IReadOnlyList<Guid>? AddSharedLabels,
    bool Close)
{
    /// <summary>Always said, and always false: left out, it would reopen a closed conversation.</summary>
    public bool Reopen { get; init; }
}
