namespace Outlier.Simulator;

/// <summary>A note in a conversation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ConversationId">Id of its conversation.</param>
/// <param name="Text">The text.</param>
/// <param name="Username">The displayed author.</param>
/// <param name="LabelIds">The labels that were added with the post.</param>
/// <param name="Close">Whether the request asked to close the conversation.</param>
/// <param name="Reopen">
/// Whether the request asked to reopen the conversation. Null: not specified, so it reopens.
/// </param>
/// <param name="CreatedAt">Time of its creation.</param>
public sealed record SimulatedPost(
    Guid Id,
    Guid ConversationId,
    string? Text,
    string? Username,
    IReadOnlyList<Guid> LabelIds,
    bool Close,
    bool? Reopen,
    DateTimeOffset CreatedAt);
