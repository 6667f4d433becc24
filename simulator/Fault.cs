namespace Outlier.Simulator;

/// <summary>
/// A failure that the simulator produces for the calls that the fault describes. If several faults match a call, the
/// first one added applies. A call that is refused for its token or rate does not count as a match.
/// </summary>
public sealed record Fault
{
    /// <summary>The HTTP method; null: any.</summary>
    public string? Method { get; init; }

    /// <summary>Start of the path. Null: any path.</summary>
    public string? PathPrefix { get; init; }

    /// <summary>
    /// The phone number in the call: a draft's recipient, a conversation's person, or a Twilio filter.
    /// </summary>
    public string? To { get; init; }

    /// <summary>Applies to every n-th matching call only.</summary>
    public int? EveryNth { get; init; }

    /// <summary>Number of calls that the fault applies to before it ends. Null: it never ends.</summary>
    public int? Times { get; init; }

    /// <summary>Answers with this status and does not carry out the call.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the <see cref="Status"/> answer. Null: an error in the service's usual format.</summary>
    public string? Body { get; init; }

    /// <summary>The Retry-After header of the <see cref="Status"/> answer, in whole seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The Location header of the <see cref="Status"/> answer.</summary>
    public string? Location { get; init; }

    /// <summary>Delays the answer by this time. If the call is carried out, that happens before the delay.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Closes the connection and does not carry out the call.</summary>
    public bool DropBefore { get; init; }

    /// <summary>Carries out the call, then closes the connection without an answer.</summary>
    public bool DropAfter { get; init; }

    /// <summary>Carries out the call, then announces a longer body than it sends, and closes the connection.</summary>
    public bool TruncateBody { get; init; }

    /// <summary>Carries out the call, then answers 200 with an HTML page.</summary>
    public bool NonJson { get; init; }

    /// <summary>Carries out the call, then answers 201 with an empty body.</summary>
    public bool EmptyBody { get; init; }
}
