namespace Outlier.Simulator.Memory;

/// <summary>A text, and how its Twilio status changes over time.</summary>
internal sealed class Message
{
    // A command replaces it as a whole, so reading needs no lock.
    private volatile StatusSet? _set;

    public required Guid Id { get; init; }

    public required Conversation Conversation { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool Incoming { get; init; }

    public IReadOnlyList<Guid> LabelIds { get; init; } = [];

    /// <summary>Twilio's id. Null if Twilio refused the text and keeps no record of it.</summary>
    public string? Sid { get; init; }

    /// <summary>Whether Twilio refused the text immediately.</summary>
    public bool Refused { get; init; }

    /// <summary>Whether Missive hides Twilio's id.</summary>
    public bool IsIdHidden { get; init; }

    /// <summary>Twilio's id as Missive shows it. Null if hidden.</summary>
    public string? ShownSid => Refused || IsIdHidden ? null : Sid;

    public TimeSpan DeliverAfter { get; init; }

    /// <summary>Additional delay of the delivery status, after <see cref="DeliverAfter"/>.</summary>
    public TimeSpan LateBy { get; init; }

    /// <summary>The error of its final status. Null if it is delivered.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Its position in the log of all messages.</summary>
    public int Index { get; set; }

    private DateTimeOffset SendAt => CreatedAt + (DeliverAfter / 2);

    private DateTimeOffset EndAt => CreatedAt + DeliverAfter + LateBy;

    public DateTimeOffset? SentAt(DateTimeOffset now) =>
        Refused ? null :
        Incoming || _set is not null || now >= SendAt ? (now < SendAt ? CreatedAt : SendAt) :
        null;

    public DateTimeOffset? DeliveredAt(DateTimeOffset now) => Status(now) switch
    {
        "delivered" or "read" => _set?.At ?? EndAt,
        _ => null,
    };

    /// <summary>Time of the last status change.</summary>
    public DateTimeOffset UpdatedAt(DateTimeOffset now) =>
        _set?.At ?? (Refused || Incoming ? CreatedAt : now >= EndAt ? EndAt : now >= SendAt ? SendAt : CreatedAt);

    public string Status(DateTimeOffset now)
    {
        if (_set is { } set)
        {
            return set.Status;
        }

        return Incoming ? "received" :
            Refused ? "failed" :
            now < SendAt ? "queued" :
            now < EndAt ? "sent" :
            ErrorCode is null ? "delivered" : "undelivered";
    }

    public int? Error(DateTimeOffset now) =>
        _set is { } set ? set.ErrorCode :
        Refused || now >= EndAt ? ErrorCode :
        null;

    public void Set(string status, int? errorCode, DateTimeOffset at) => _set = new StatusSet(status, errorCode, at);

    public SimulatedMessage ToRecord(DateTimeOffset now) => new(
        Id,
        Conversation.Id,
        Incoming ? "incoming" : "outgoing",
        From,
        To,
        Body,
        LabelIds,
        Sid,
        Status(now),
        Error(now),
        CreatedAt,
        SentAt(now),
        DeliveredAt(now));

    private sealed record StatusSet(string Status, int? ErrorCode, DateTimeOffset At);
}
