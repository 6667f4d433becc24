namespace Outlier.Executor.Http;

/// <summary>Sentences for statuses that have no message.</summary>
internal static class StatusMessages
{
    public const string TooLarge = "The body is too large. A file can have Uploads__MaxBytes bytes, any other body one megabyte.";
    public const string NotJson = "This content type is not supported. Send Content-Type: application/json.";
    public const string TookTooLong =
        "The database stopped this request because it took too long. Use fewer labels, or try again in a minute.";

    public const string OurFault = "Outlier could not answer because of an error of its own. Ask an operator to read the executor's log.";

    public static string Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "Nothing is at this path. /openapi/v1.json lists all paths.",
        StatusCodes.Status405MethodNotAllowed => $"This path does not accept {context.Request.Method}. It accepts {context.Response.Headers.Allow}.",
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => NotJson,
        < StatusCodes.Status500InternalServerError => "The request is not accepted.",
        _ => OurFault,
    };
}
