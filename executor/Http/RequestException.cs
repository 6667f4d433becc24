namespace Outlier.Executor.Http;

/// <summary>A request that cannot be carried out as it came; the message says what to change.</summary>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>After how many seconds it may come again, where waiting helps.</summary>
    public int? RetryAfter { get; init; }

    public static RequestException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);
}
