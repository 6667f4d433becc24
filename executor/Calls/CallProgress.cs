namespace Outlier.Executor.Calls;

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
