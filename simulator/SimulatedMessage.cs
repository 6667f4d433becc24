namespace Outlier.Simulator;

/// <summary>A text, with its state at the time of the query.</summary>
/// <param name="Id">The Missive message id. For a sent text, it is also the id of its draft.</param>
/// <param name="ConversationId">Id of its conversation.</param>
/// <param name="Direction"><c>outgoing</c> or <c>incoming</c>.</param>
/// <param name="From">The sender's number.</param>
/// <param name="To">The recipient's number.</param>
/// <param name="Body">The text.</param>
/// <param name="LabelIds">The labels that were added with the text.</param>
/// <param name="Sid">Twilio's id. Null if Twilio refused the text.</param>
/// <param name="Status">Twilio's status.</param>
/// <param name="ErrorCode">Twilio's error code.</param>
/// <param name="CreatedAt">Time at which Missive accepted it.</param>
/// <param name="SentAt">Time at which Twilio sent it. Null before that.</param>
/// <param name="DeliveredAt">Time at which Twilio reported it as delivered. Null before that.</param>
public sealed record SimulatedMessage(
    Guid Id,
    Guid ConversationId,
    string Direction,
    string From,
    string To,
    string Body,
    IReadOnlyList<Guid> LabelIds,
    string? Sid,
    string Status,
    int? ErrorCode,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? DeliveredAt);
