namespace Outlier.Quickstart;

/// <summary>The progress of the broadcast, from the view outlier.broadcast_progress.</summary>
internal sealed record Progress
{
    public required string State { get; init; }

    /// <summary>Whether pg_cron has started the broadcast. Its people are then chosen and queued.</summary>
    public required bool Made { get; init; }

    public required int SecondsToMinute { get; init; }

    public required int People { get; init; }

    public required int LeftOut { get; init; }

    public required int FirstWaiting { get; init; }

    public required int FirstSent { get; init; }

    public required int SecondWaiting { get; init; }

    public required int SecondSent { get; init; }

    public required int Delivered { get; init; }

    public required int Failed { get; init; }

    public required int Replies { get; init; }

    public required int OptOuts { get; init; }

    /// <summary>Follow-ups that were cancelled because the person answered or opted out.</summary>
    public required int CalledOff { get; init; }

    public int Sent => FirstSent + SecondSent;

    /// <summary>Whether the broadcast is done and Twilio has reported a final status for every message.</summary>
    public bool IsComplete => IsDone && Delivered + Failed >= Sent;

    public bool IsDone => State is "done";
}
