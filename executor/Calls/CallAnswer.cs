namespace Outlier.Executor.Calls;

/// <summary>The facts about one HTTP call to somebody else.</summary>
/// <param name="Status">HTTP status; null where no answer came.</param>
/// <param name="Written">Whether the request may have reached the other side.</param>
/// <param name="RetryAfter">Seconds that the answer asks us to wait; null where it does not.</param>
/// <param name="Body">The answer's body as far as it came, or what went wrong.</param>
internal sealed record CallAnswer(int? Status, bool Written, int? RetryAfter, string Body)
{
    /// <summary>What the answer says of the other side's clock; null where none came, or it does not say.</summary>
    public ServiceClock? Clock { get; init; }

    /// <summary>A 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and <= 299;
}

/// <summary>How far a call has come. Only the content that is written knows it: an exception says what went wrong, and not when.</summary>
internal sealed class CallProgress
{
    private static readonly AsyncLocal<CallProgress?> Ambient = new();

    /// <summary>Of the call that is being made.</summary>
    public static CallProgress? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Whether the call has a body. A service acts on no request whose body has not begun.</summary>
    public bool HasBody { get; set; }

    /// <summary>Whether a byte of the body may have left.</summary>
    public bool BodyBegan { get; set; }
}
