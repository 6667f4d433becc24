namespace Outlier.Simulator;

/// <summary>
/// Something that goes wrong with the calls it describes. Of several matching faults the first one added wins. Calls that are
/// refused for their token or rate reach no fault.
/// </summary>
public sealed record Fault
{
    /// <summary>The HTTP method; null: any.</summary>
    public string? Method { get; init; }

    /// <summary>What the path begins with; null: anything.</summary>
    public string? PathPrefix { get; init; }

    /// <summary>The phone number the call is about: a draft's receiver, a conversation's person, a Twilio filter.</summary>
    public string? To { get; init; }

    /// <summary>Only every n-th matching call.</summary>
    public int? EveryNth { get; init; }

    /// <summary>How many calls it hits before it is spent; null: for ever.</summary>
    public int? Times { get; init; }

    /// <summary>Answer with this status without carrying out the call.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the <see cref="Status"/> answer; null: an error of the usual shape.</summary>
    public string? Body { get; init; }

    /// <summary>The Retry-After header of the <see cref="Status"/> answer, in whole seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The Location header of the <see cref="Status"/> answer.</summary>
    public string? Location { get; init; }

    /// <summary>Hold the answer this long. A call that is carried out at all is carried out first.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Close the connection without carrying out the call.</summary>
    public bool DropBefore { get; init; }

    /// <summary>Carry out the call, then close the connection without an answer.</summary>
    public bool DropAfter { get; init; }

    /// <summary>Carry out the call, then promise more bytes than are sent and close the connection.</summary>
    public bool TruncateBody { get; init; }

    /// <summary>Carry out the call, then answer 200 with an HTML page.</summary>
    public bool NonJson { get; init; }

    /// <summary>Carry out the call, then answer 201 with an empty body.</summary>
    public bool EmptyBody { get; init; }
}
