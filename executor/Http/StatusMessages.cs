namespace Outlier.Executor.Http;

/// <summary>Sentences for statuses that have no message.</summary>
internal static class StatusMessages
{
    public const string TooLarge = "The body is too large. A file may have Uploads__MaxBytes, anything else a megabyte.";
    public const string NotJson = "This content type is not taken. Send Content-Type: application/json.";
    public const string TookTooLong =
        "This took longer than the database allows, and was stopped. Use fewer labels, or try again in a minute.";

    public const string OurFault = "This failed, and not through the request. The executor's log says why.";

    public static string Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this path. /openapi/v1.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => $"This path does not take {context.Request.Method}. It takes {context.Response.Headers.Allow}.",
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => NotJson,
        < StatusCodes.Status500InternalServerError => "The request is not accepted.",
        _ => OurFault,
    };
}
