using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using Outlier.Executor.Database;
using Outlier.Executor.Http;
using Outlier.Executor.Lookup;
using Outlier.Executor.Missive;
using Outlier.Executor.Telemetry;

namespace Outlier.Executor.Webhooks;

/// <summary>The endpoints of Missive's webhooks. Each verifies the raw bytes and makes one database call.</summary>
internal static partial class WebhookEndpoints
{
    private const int LargestBody = 10 * 1024 * 1024;

    // Largest initial buffer. Content-Length is not trusted: the buffer grows with the bytes that arrive.
    private const int FirstBuffer = 64 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void AddWebhooks(this WebApplicationBuilder builder) =>
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = LargestBody);

    public static void MapWebhooks(this WebApplication app)
    {
        // The signature of the body takes the place of a token.
        foreach (var path in (string[])["/user-actions", "/user-action"])
        {
            app.MapPost(path, ReceiveUserActionAsync).AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(CountAsync);
        }

        foreach (var path in (string[])["/admin-action", "/admin-actions"])
        {
            app.MapPost(path, ReceiveAdminActionAsync).AllowAnonymous().ExcludeFromDescription().AddEndpointFilter(CountAsync);
        }
    }

    private static async ValueTask<object?> CountAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var status = (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
        context.HttpContext.RequestServices.GetRequiredService<OutlierMetrics>().Received(status);
        return result;
    }

    private static Task<IResult> ReceiveUserActionAsync(
        HttpRequest request, OutlierApi api, IOptions<MissiveOptions> options, IOptions<LookupOptions> lookup, ILogger<OutlierApi> logger, CancellationToken token) =>
        ReceiveAsync(request, body => StoreUserActionAsync(api, body, lookup.Value.IsConfigured, logger), options.Value, logger, token);

    // The first call stores the webhook and applies an opt-out. The rest takes locks. If it fails, the database retries it.
    private static async Task StoreUserActionAsync(OutlierApi api, string body, bool refreshLookup, ILogger<OutlierApi> logger)
    {
        if (await api.ReceiveUserActionAsync(body, refreshLookup, CancellationToken.None) is not { } waiting)
        {
            return;
        }

        try
        {
            await api.ActOnEventAsync(waiting, refreshLookup, CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            Log.NotActedOn(logger, waiting, exception);
        }
    }

    private static Task<IResult> ReceiveAdminActionAsync(
        HttpRequest request, OutlierApi api, IOptions<MissiveOptions> options, ILogger<OutlierApi> logger, CancellationToken token) =>
        ReceiveAsync(request, body => api.ReceiveAdminActionAsync(request.Query["action"], body, CancellationToken.None), options.Value, logger, token);

    /// <param name="request">The request with its body and signature.</param>
    /// <param name="store">Stores the body. It is not cancelled if the caller disconnects.</param>
    /// <param name="options">The options with the secret.</param>
    /// <param name="logger">Logs refused webhooks.</param>
    /// <param name="token">Cancelled if the caller disconnects.</param>
    private static async Task<IResult> ReceiveAsync(
        HttpRequest request, Func<string, Task> store, MissiveOptions options, ILogger<OutlierApi> logger, CancellationToken token)
    {
        string? signature = request.Headers[WebhookSignature.Header];
        if (!WebhookSignature.IsWellFormed(signature))
        {
            return Unsigned(request, logger);
        }

        byte[] body;
        try
        {
            body = await ReadAsync(request, token);
        }
        catch (BadHttpRequestException exception)
        {
            return Answer(exception.StatusCode, $"The body has more than {LargestBody} bytes.");
        }

        if (!WebhookSignature.IsValid(signature, body, options.WebhookSecret))
        {
            return Unsigned(request, logger);
        }

        try
        {
            await store(StrictUtf8.GetString(body));
            return Results.Json(new Dictionary<string, string>(StringComparer.Ordinal), WebhookJson.Default.DictionaryStringString);
        }
        catch (PostgresException exception) when (exception.SqlState.StartsWith("OT", StringComparison.Ordinal))
        {
            return Answer(StatusCodes.Status400BadRequest, $"{char.ToUpperInvariant(exception.MessageText[0])}{exception.MessageText[1..]}.");
        }
        catch (Exception exception) when (exception is DecoderFallbackException or PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire })
        {
            return Answer(StatusCodes.Status400BadRequest, "The body is not JSON in UTF-8.");
        }
        catch (NpgsqlException exception)
        {
            Log.NotStored(logger, exception);
            return Answer(StatusCodes.Status503ServiceUnavailable, "The event could not be stored. Send it again.");
        }
    }

    // Refusals are limited by address. A correctly signed webhook is never limited, because Missive disables a rule whose calls fail.
    private static IResult Unsigned(HttpRequest request, ILogger<OutlierApi> logger)
    {
        if (request.HttpContext.RequestServices.GetRequiredService<RateLimit>().HasTooManyUnsigned(request.HttpContext) is { } refusal)
        {
            return Answer(StatusCodes.Status429TooManyRequests, refusal);
        }

        Log.BadSignature(logger, request.Path);
        return Answer(
            StatusCodes.Status401Unauthorized,
            "The header X-Hook-Signature is missing or wrong. Set the validation secret of the rule in Missive to the value of Missive__WebhookSecret.");
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken token)
    {
        using var buffer = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, FirstBuffer));
        await request.Body.CopyToAsync(buffer, token);
        return buffer.ToArray();
    }

    private static IResult Answer(int status, string message) =>
        Results.Json(new Dictionary<string, string>(StringComparer.Ordinal) { ["message"] = message }, WebhookJson.Default.DictionaryStringString, statusCode: status);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The signature of a webhook at {Path} is missing or wrong. The executor answered 401.")]
        public static partial void BadSignature(ILogger logger, string path);

        [LoggerMessage(3, LogLevel.Warning, "The opt-out of event {EventId} is recorded. The retry job will apply the rest of the event.")]
        public static partial void NotActedOn(ILogger logger, long eventId, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The executor could not store a webhook. Missive will repeat the webhook.")]
        public static partial void NotStored(ILogger logger, Exception exception);
    }
}
