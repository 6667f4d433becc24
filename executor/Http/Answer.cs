namespace Outlier.Executor.Http;

/// <summary>The one format of error answers.</summary>
internal static class Answer
{
    public static Task WriteErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ErrorAnswer(message), HttpJson.Default.ErrorAnswer, contentType: null, context.RequestAborted);
    }
}

/// <summary>Answer to a request that failed.</summary>
/// <param name="Message">The problem, and what to change.</param>
internal sealed record ErrorAnswer(string Message);
