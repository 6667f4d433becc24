using System.Text;

namespace Outlier.Executor.Http;

/// <summary>The two kinds of answer: what the database said, as it said it, and an error with its sentence.</summary>
internal static class Answer
{
    public static IResult Json(string json) => Results.Content(json, "application/json", Encoding.UTF8);

    public static Task WriteErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ErrorAnswer(message), HttpJson.Default.ErrorAnswer, contentType: null, context.RequestAborted);
    }
}
