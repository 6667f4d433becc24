using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Outlier.Executor.Database;
using Outlier.Executor.Queues;
using Outlier.Executor.Webhooks;

namespace Outlier.Executor.Telemetry;

/// <summary>Logs, metrics, traces and health.</summary>
internal static class TelemetryRegistration
{
    // A call to Missive may take a minute; a stop waits for it, so that its outcome is known.
    private static readonly TimeSpan ShutdownBudget = TimeSpan.FromSeconds(70);

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        // Tells systemd that it is ready, and that it stops.
        builder.Services.AddSystemd();
        builder.Logging.ClearProviders().AddJsonConsole(options => options.TimestampFormat = "O");
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<OutlierMetrics>();
        builder.Services.AddSingleton<DatabaseMetrics>();
        builder.Services.AddSingleton<MessageTraces>();
        var isExported = builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("outlier"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(OutlierMetrics.Name, "Microsoft.AspNetCore.Hosting", "Npgsql", "System.Runtime").AddPrometheusExporter();
                if (isExported)
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (isExported)
        {
            telemetry.WithTracing(tracing => tracing.AddSource(MessageTraces.Name).AddOtlpExporter());
        }

        builder.Services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = ShutdownBudget;
            options.ServicesStopConcurrently = true;
        });
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Answer(StatusCodes.Status200OK, "live")).AllowAnonymous().ExcludeFromDescription();
        // Its gauges are there from the first scrape on.
        app.Services.GetRequiredService<DatabaseMetrics>();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().WithMetadata(new HttpMethodMetadata(["GET"]));
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(OutlierApi api, NotificationListener listener, ClaimHealth claims, CancellationToken token)
    {
        if (!listener.IsListening)
        {
            return Answer(StatusCodes.Status503ServiceUnavailable, "not listening to the database");
        }

        if (claims.Problems is { Count: > 0 } problems)
        {
            return Answer(StatusCodes.Status503ServiceUnavailable, string.Join("; ", problems));
        }

        try
        {
            return await api.ReadReadinessAsync(token) is { Count: > 0 } missing
                ? Answer(StatusCodes.Status503ServiceUnavailable, string.Join("; ", missing))
                : Answer(StatusCodes.Status200OK, "ready");
        }
        catch (NpgsqlException)
        {
            return Answer(StatusCodes.Status503ServiceUnavailable, "the database does not answer");
        }
    }

    private static IResult Answer(int status, string message) =>
        Results.Json(new Dictionary<string, string>(StringComparer.Ordinal) { ["message"] = message }, WebhookJson.Default.DictionaryStringString, statusCode: status);
}
