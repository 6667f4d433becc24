namespace Outlier.Executor.Http;

/// <summary>An error with its sentence, the same for all.</summary>
internal static class Answer
{
    public static Task WriteErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ErrorAnswer(message), HttpJson.Default.ErrorAnswer, contentType: null, context.RequestAborted);
    }
}

/// <summary>Answer to a request that failed.</summary>
/// <param name="Message">What is wrong, and what to change.</param>
internal sealed record ErrorAnswer(string Message);
