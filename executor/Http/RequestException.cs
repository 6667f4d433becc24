namespace Outlier.Executor.Http;

/// <summary>A request that cannot be carried out as it came; the message says what to change.</summary>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    public int Status => status;

    public static RequestException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);
}
