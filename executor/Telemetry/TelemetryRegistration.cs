using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Outlier.Executor.Telemetry;

/// <summary>Registers logs, metrics and traces.</summary>
internal static class TelemetryRegistration
{
    // A call to Missive may take a minute. A stop waits for it, so that its outcome is known.
    private static readonly TimeSpan ShutdownBudget = TimeSpan.FromSeconds(70);

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        // Notifies systemd when the program is ready and when it stops.
        builder.Services.AddSystemd();
        builder.Logging.ClearProviders().AddJsonConsole(options => options.TimestampFormat = "O");
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<OutlierMetrics>();
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
}
