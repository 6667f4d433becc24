using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using Outlier.Executor.Campaigns;

namespace Outlier.Executor.Http;

/// <summary>From what went wrong to a status and a sentence, in one place.</summary>
internal sealed partial class Errors(ILogger<Errors> logger) : IExceptionHandler
{
    /// <summary>Answers with an error.</summary>
    public static IResult Answer(int status, string message) => Results.Json(new ErrorBody(message), HttpJson.Default.ErrorBody, statusCode: status);

    /// <summary>The sentence of an answer that only has a status.</summary>
    public static string MessageOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Authorization: Bearer is missing, or its token is wrong, expired or revoked.",
        StatusCodes.Status403Forbidden => "The token's role does not allow this: viewers read, editors change, senders send.",
        StatusCodes.Status404NotFound => "There is nothing at this address.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than is accepted.",
        StatusCodes.Status415UnsupportedMediaType => "Send application/json, or multipart/form-data where a file is uploaded.",
        StatusCodes.Status429TooManyRequests => "Too many requests; wait as long as Retry-After says.",
        _ => "The request was not accepted.",
    };

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, message) = Translate(exception);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            Log.Failed(logger, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName, exception);
        }

        await Answer(status, message).ExecuteAsync(httpContext).ConfigureAwait(false);
        return true;
    }

    private static (int Status, string Message) Translate(Exception exception) => exception switch
    {
        PostgresException { SqlState: "OT009" } refused => (StatusCodes.Status404NotFound, Sentence(refused)),
        PostgresException refused when refused.SqlState.StartsWith("OT", StringComparison.Ordinal) => (StatusCodes.Status400BadRequest, Sentence(refused)),
        PostgresException { SqlState: PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.UntranslatableCharacter } =>
            (StatusCodes.Status400BadRequest, "The body is not JSON, or holds a character that no text can have."),
        PostgresException { SqlState: PostgresErrorCodes.CheckViolation } refused =>
            (StatusCodes.Status400BadRequest, $"Not accepted: {refused.ConstraintName?.Replace('_', ' ')}."),
        RecipientFileException file => (file.Status, file.Message),
        DecoderFallbackException => (StatusCodes.Status400BadRequest, "The body is not UTF-8."),
        BadHttpRequestException bad => (bad.StatusCode, bad.StatusCode == StatusCodes.Status400BadRequest ? bad.Message : MessageOf(bad.StatusCode)),
        PostgresException => (StatusCodes.Status500InternalServerError, "Something went wrong here; the log says what."),
        NpgsqlException or TimeoutException => (StatusCodes.Status503ServiceUnavailable, "The database does not answer; try again."),
        _ => (StatusCodes.Status500InternalServerError, "Something went wrong here; the log says what."),
    };

    private static string Sentence(PostgresException refused) =>
        string.IsNullOrEmpty(refused.Hint) ? refused.MessageText : $"{refused.MessageText}. {refused.Hint}";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Endpoint} failed.")]
        public static partial void Failed(ILogger logger, string method, string? endpoint, Exception exception);
    }
}
