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

/// <summary><c>outlier run</c>: sends what the database queues, and answers HTTP.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", "Send what the database queues, and answer HTTP.");
        command.SetAction((_, token) => RunAsync(token));
        return command;
    }

    /// <summary>The program, not yet started.</summary>
    /// <param name="configure">What a test changes: configuration, time and logs.</param>
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
        // Before AddHttp: handlers of errors are asked in this order, and the API's takes every error.
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
            // Before the host starts, so that a missing key is one line and no stack.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await app.Services.GetRequiredService<SchemaCheck>().RunAsync(token);
            // Before the run, which disposes of them at its end.
            var services = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
            await app.RunAsync(token);
            // The host stops when a service fails, and says so in the log alone; whoever supervises us must know too.
            return services.Any(service => service.ExecuteTask?.IsFaulted == true) ? 1 : 0;
        }
        // Each failure is a sentence about the variable to set. [OptionsValidator] would begin it with the name of a property.
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
