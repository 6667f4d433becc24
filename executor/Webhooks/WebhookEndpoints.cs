using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using Outlier.Executor.Database;
using Outlier.Executor.Missive;

namespace Outlier.Executor.Webhooks;

/// <summary>Missive's webhooks: verify the raw bytes, one call of the database, answer.</summary>
internal static partial class WebhookEndpoints
{
    private const int LargestBody = 10 * 1024 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void AddWebhooks(this WebApplicationBuilder builder) =>
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = LargestBody);

    public static void MapWebhooks(this WebApplication app)
    {
        // Whoever signs the body needs no token.
        app.MapPost("/user-actions", ReceiveAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/user-action", ReceiveAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReceiveAsync(
        HttpRequest request, OutlierApi api, IOptions<MissiveOptions> options, ILogger<OutlierApi> logger, CancellationToken token)
    {
        byte[] body;
        try
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, token).ConfigureAwait(false);
            body = buffer.ToArray();
        }
        catch (BadHttpRequestException exception)
        {
            return Answer(exception.StatusCode, $"The body is not accepted: at most {LargestBody} bytes.");
        }

        if (!WebhookSignature.IsValid(request.Headers[WebhookSignature.Header], body, options.Value.WebhookSecret))
        {
            Log.BadSignature(logger, request.Path);
            return Answer(StatusCodes.Status401Unauthorized, "X-Hook-Signature is missing or wrong: the rule's validation secret must equal Missive__WebhookSecret.");
        }

        try
        {
            // Not broken off when the caller hangs up: what came is stored.
            await api.ReceiveUserActionAsync(StrictUtf8.GetString(body), CancellationToken.None).ConfigureAwait(false);
            return Results.Json(new Dictionary<string, string>(StringComparer.Ordinal), WebhookJson.Default.DictionaryStringString);
        }
        catch (Exception exception) when (exception is DecoderFallbackException
            or PostgresException { SqlState: PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire })
        {
            return Answer(StatusCodes.Status400BadRequest, "The body is not JSON in UTF-8.");
        }
        catch (NpgsqlException exception)
        {
            Log.NotStored(logger, exception);
            return Answer(StatusCodes.Status503ServiceUnavailable, "The event could not be stored; send it again.");
        }
    }

    private static IResult Answer(int status, string message) =>
        Results.Json(new Dictionary<string, string>(StringComparer.Ordinal) { ["message"] = message }, WebhookJson.Default.DictionaryStringString, statusCode: status);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A webhook at {Path} was not or wrongly signed.")]
        public static partial void BadSignature(ILogger logger, string path);

        [LoggerMessage(2, LogLevel.Error, "A webhook could not be stored; Missive will repeat it.")]
        public static partial void NotStored(ILogger logger, Exception exception);
    }
}
