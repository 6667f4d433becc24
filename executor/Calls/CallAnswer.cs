namespace Outlier.Executor.Calls;

/// <summary>The facts about one HTTP call to another service.</summary>
/// <param name="Status">HTTP status. Null if no answer came.</param>
/// <param name="Written">Whether the request may have reached the other side.</param>
/// <param name="RetryAfter">Seconds of the answer's Retry-After. Null if it has none.</param>
/// <param name="Body">The part of the answer's body that came, or the error.</param>
internal sealed record CallAnswer(int? Status, bool Written, int? RetryAfter, string Body)
{
    /// <summary>The service's clock according to the answer. Null if the answer does not say, or none came.</summary>
    public ServiceClock? Clock { get; init; }

    /// <summary>Whether the status is 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and <= 299;
}

/// <summary>The progress of a call. Only the content that writes the body knows it: an exception says what failed, but not when.</summary>
internal sealed class CallProgress
{
    private static readonly AsyncLocal<CallProgress?> Ambient = new();

    /// <summary>The progress of the current call.</summary>
    public static CallProgress? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Whether the call has a body. A service does not act on a request whose body has not begun.</summary>
    public bool HasBody { get; set; }

    /// <summary>Whether a byte of the body may have left.</summary>
    public bool BodyBegan { get; set; }
}
