using System.CommandLine;
using Microsoft.Extensions.Options;
using Npgsql;
using Outlier.Executor.Checks;
using Outlier.Executor.Configuration;
using Outlier.Executor.Audit;
using Outlier.Executor.Auth;
using Outlier.Executor.Batches;
using Outlier.Executor.Broadcasts;
using Outlier.Executor.Campaigns;
using Outlier.Executor.Consent;
using Outlier.Executor.Database;
using Outlier.Executor.Desk;
using Outlier.Executor.Dub;
using Outlier.Executor.Health;
using Outlier.Executor.Http;
using Outlier.Executor.Lookup;
using Outlier.Executor.Missive;
using Outlier.Executor.People;
using Outlier.Executor.Queues;
using Outlier.Executor.Settings;
using Outlier.Executor.Telemetry;
using Outlier.Executor.Today;
using Outlier.Executor.Twilio;
using Outlier.Executor.Webhooks;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier run</c>: sends the queued messages and serves HTTP.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", "Send the messages that the database queues, and serve the HTTP API and the page.");
        command.SetAction((_, token) => RunAsync(token));
        return command;
    }

    /// <summary>Builds the program without starting it.</summary>
    /// <param name="configure">A test's changes to configuration, clock and logs.</param>
    internal static WebApplication Build(Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddProgramSources();
        builder.AddTelemetry();
        builder.AddDatabase();
        builder.AddMissive();
        builder.AddDub();
        builder.AddLookup();
        builder.AddTwilio();
        builder.AddQueues();
        builder.AddHealth();
        builder.AddWebhooks();
        // Must come before AddHttp: exception handlers run in this order, and the API's handles every error.
        builder.AddDesk();
        builder.AddHttp();
        builder.AddAuth();
        builder.AddApiDescription();
        builder.AddCampaigns();
        builder.AddChecks();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseHttp();
        app.MapHealth();
        app.MapWebhooks();
        app.MapApiDescription();
        app.MapCampaigns();
        app.MapBroadcasts();
        app.MapConsent();
        app.MapBatches();
        app.MapAudit();
        app.MapRetired();
        app.MapDesk();
        app.MapPeople();
        app.MapSettings();
        app.MapToday();
        return app;
    }

    private static async Task<int> RunAsync(CancellationToken token)
    {
        try
        {
            await using var app = Build();
            // Read before the host starts, so that a missing key is one line and not a stack trace.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await app.Services.GetRequiredService<SchemaCheck>().RunAsync(token);
            // Resolved before the run, which disposes of the services at its end.
            var services = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
            await app.RunAsync(token);
            // If a service fails, the host stops and only writes a log line. The exit code tells the process supervisor too.
            return services.Any(service => service.ExecuteTask?.IsFaulted == true) ? 1 : 0;
        }
        // Each failure is a sentence about the variable to set. [OptionsValidator] would begin the sentence with the name of a property.
        catch (OptionsValidationException exception)
        {
            Print(exception.Failures);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            Print(exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures));
        }
        catch (Exception exception) when (exception is SchemaException or NpgsqlException or IOException)
        {
            Console.Error.WriteLine($"outlier run: {exception.Message}");
        }

        return 1;
    }

    private static void Print(IEnumerable<string> failures)
    {
        foreach (var failure in failures)
        {
            Console.Error.WriteLine($"outlier run: {failure}");
        }
    }
}
