namespace Outlier.Simulator;

/// <summary>A note in a conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ConversationId">The conversation it is in.</param>
/// <param name="Text">What it says.</param>
/// <param name="Username">Whom it shows as its writer.</param>
/// <param name="LabelIds">The labels added with it.</param>
/// <param name="Close">Whether it asked to close the conversation.</param>
/// <param name="Reopen">Whether it asked to reopen the conversation; null: it did not say, which reopens.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record SimulatedPost(
    Guid Id,
    Guid ConversationId,
    string? Text,
    string? Username,
    IReadOnlyList<Guid> LabelIds,
    bool Close,
    bool? Reopen,
    DateTimeOffset CreatedAt);
