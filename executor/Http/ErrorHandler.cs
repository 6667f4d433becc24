using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;
using Outlier.Executor.Database;

namespace Outlier.Executor.Http;

/// <summary>The one place that turns exceptions into a status and a sentence.</summary>
internal sealed partial class ErrorHandler(ILogger<ErrorHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, message) = Judge(exception);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            Log.Failed(logger, httpContext.Request.Method, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName, exception);
        }

        // Set here, because the exception middleware has cleared the headers that were set before.
        if (exception is RequestException { RetryAfter: { } seconds })
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await Answer.WriteErrorAsync(httpContext, status, message);
        return true;
    }

    internal static (int Status, string Message) Judge(Exception exception) => exception switch
    {
        RequestException refused => (refused.Status, refused.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (StatusCodes.Status413PayloadTooLarge, StatusMessages.TooLarge),
        BadHttpRequestException unreadable => (unreadable.StatusCode, $"The request cannot be read: {Sentence(unreadable.Message)}"),
        PostgresException { SqlState: "OT013" } forbidden => (StatusCodes.Status403Forbidden, Explain(forbidden)),
        PostgresException { SqlState: "OT009" } missing => (StatusCodes.Status404NotFound, Explain(missing)),
        PostgresException { SqlState: ['O', 'T', ..] } refused => (StatusCodes.Status400BadRequest, Explain(refused)),
        // The name of a constraint is a sentence for the caller.
        PostgresException { SqlState: PostgresErrorCodes.CheckViolation } broken =>
            (StatusCodes.Status400BadRequest, Sentence($"This is not accepted: {(broken.ConstraintName ?? broken.MessageText).Replace('_', ' ')}")),
        PostgresException { SqlState: PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.NumericValueOutOfRange
            or PostgresErrorCodes.InvalidDatetimeFormat or PostgresErrorCodes.DatetimeFieldOverflow
            or PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire } unreadable =>
            (StatusCodes.Status400BadRequest, Sentence($"A value cannot be read: {unreadable.MessageText}")),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } =>
            (StatusCodes.Status503ServiceUnavailable, StatusMessages.TookTooLong),
        NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } =>
            (StatusCodes.Status503ServiceUnavailable, "The database does not answer. Try again in a minute."),
        StandbyBusyException => (StatusCodes.Status503ServiceUnavailable, "The database has too many reads. Try again in a minute."),
        _ => (StatusCodes.Status500InternalServerError, StatusMessages.OurFault),
    };

    private static string Explain(PostgresException exception) =>
        string.IsNullOrEmpty(exception.Hint) ? Sentence(exception.MessageText) : $"{Sentence(exception.MessageText)} {exception.Hint}";

    // A field at the beginning of a sentence, such as firstMessage, keeps its lower case.
    internal static string Sentence(string text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var first = text.TakeWhile(char.IsLetter).Any(char.IsUpper) ? text[0] : char.ToUpperInvariant(text[0]);
        return $"{first}{text[1..]}{(text[^1] is '.' or '?' or '!' ? string.Empty : ".")}";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The request {Method} failed at the endpoint {Endpoint}.")]
        public static partial void Failed(ILogger logger, string method, string? endpoint, Exception exception);
    }
}
