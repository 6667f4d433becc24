using Outlier.Executor.Webhooks;

namespace Outlier.Executor.Health;

/// <summary>
/// Registers the health endpoints for monitors and containers. There is one check, and its answer is a sentence, so <c>AddHealthChecks</c>
/// would need the same code and a custom response writer.
/// </summary>
internal static class HealthRegistration
{
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DatabaseMetrics>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHostedService<ReadinessWatch>();
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Answer(StatusCodes.Status200OK, "live")).AllowAnonymous().ExcludeFromDescription();
        // Created at startup, so that the first scrape has its gauges.
        app.Services.GetRequiredService<DatabaseMetrics>();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().WithMetadata(new HttpMethodMetadata(["GET"]));
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, CancellationToken token) =>
        await readiness.FindReasonsAsync().WaitAsync(token) is { Count: > 0 } reasons
            ? Answer(StatusCodes.Status503ServiceUnavailable, string.Join("; ", reasons))
            : Answer(StatusCodes.Status200OK, "ready");

    private static IResult Answer(int status, string message) =>
        Results.Json(new Dictionary<string, string>(StringComparer.Ordinal) { ["message"] = message }, WebhookJson.Default.DictionaryStringString, statusCode: status);
}
