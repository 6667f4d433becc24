namespace Outlier.Simulator;

/// <summary>A text as it stood when it was asked for.</summary>
/// <param name="Id">The Missive message id; for a sent text also the id of its draft.</param>
/// <param name="ConversationId">The conversation it is in.</param>
/// <param name="Direction"><c>outgoing</c> or <c>incoming</c>.</param>
/// <param name="From">The sender's number.</param>
/// <param name="To">The receiver's number.</param>
/// <param name="Body">The text.</param>
/// <param name="LabelIds">The labels added together with it.</param>
/// <param name="Sid">Twilio's id; null when Twilio refused it.</param>
/// <param name="Status">Twilio's status.</param>
/// <param name="ErrorCode">Twilio's error code.</param>
/// <param name="CreatedAt">When Missive took it.</param>
/// <param name="SentAt">When Twilio sent it; null until then.</param>
/// <param name="DeliveredAt">When it was reported as delivered; null until then.</param>
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
