using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Outlier.Executor.Checks;
using Outlier.Executor.Database;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier check</c>: lists the problems of an installation and their solutions.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON for programs: a list of {name, ok, problem, remedy}." };
        var command = new Command("check", "Check the installation. The exit code is not 0 if something is missing or wrong.") { json };
        command.SetAction((result, token) => RunAsync(result.GetValue(json), token));
        return command;
    }

    private static async Task<int> RunAsync(bool json, CancellationToken token)
    {
        // Built as `run` builds it, and never started, so that the check sees the same configuration and services.
        await using var app = RunCommand.Build(builder => builder.Logging.ClearProviders());
        var results = await LookAsync(app.Services, token);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(results, CheckJson.Default.IReadOnlyListCheckResult));
        }
        else
        {
            Print(results);
        }

        return results.All(result => result.Ok) ? 0 : 1;
    }

    /// <summary>Runs all checks with the services that <c>run</c> would use.</summary>
    internal static async Task<IReadOnlyList<CheckResult>> LookAsync(IServiceProvider services, CancellationToken token)
    {
        var results = new List<CheckResult>();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            results.Add(CheckResult.Fine("configuration"));
        }
        catch (Exception exception) when (exception is OptionsValidationException or AggregateException)
        {
            // A service needs an address and a key before it can be called.
            var failures = exception is AggregateException several
                ? several.InnerExceptions.OfType<OptionsValidationException>().SelectMany(inner => inner.Failures)
                : ((OptionsValidationException)exception).Failures;
            return [.. failures.Select(failure => new CheckResult("configuration", failure, "Correct it, and run outlier check again: it then checks the rest."))];
        }

        var report = await AskDatabaseAsync(services, results, token);
        foreach (var check in services.GetServices<IInstallationCheck>())
        {
            await foreach (var result in check.RunAsync(report, token))
            {
                results.Add(result);
            }
        }

        return results;
    }

    private static async Task<InstallationReport?> AskDatabaseAsync(IServiceProvider services, List<CheckResult> results, CancellationToken token)
    {
        try
        {
            var isUpToDate = await services.GetRequiredService<SchemaCheck>().RunAsync(token);
            var report = await services.GetRequiredService<OutlierApi>().CheckInstallationAsync(token);
            results.Add(isUpToDate
                ? CheckResult.Fine("schema")
                : new CheckResult(
                    "schema", "the database is older than this program, which still works with it", "Run: outlier migrate"));
            results.AddRange(report.Items);
            return report;
        }
        catch (SchemaException exception)
        {
            results.Add(new CheckResult("schema", exception.Message, "Correct this, and run outlier check again: it then checks the rest of the database."));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            results.Add(new CheckResult("schema", SchemaCheck.TimeoutTooShort, "Correct this, and run outlier check again: it then checks the rest of the database."));
        }
        catch (NpgsqlException exception)
        {
            results.Add(new CheckResult("schema", exception.Message, "Correct this, and run outlier check again: it then checks the rest of the database."));
        }

        return null;
    }

    private static void Print(IReadOnlyList<CheckResult> results)
    {
        var width = results.Max(result => result.Name.Length);
        foreach (var result in results)
        {
            Console.WriteLine($"{(result.Ok ? "ok     " : "PROBLEM")}  {result.Name.PadRight(width)}  {result.Problem}".TrimEnd());
            if (!result.Ok)
            {
                Console.WriteLine($"         {string.Empty.PadRight(width)}  {result.Remedy}");
            }
        }

        var problems = results.Count(result => !result.Ok);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Count} checks: {(problems == 0 ? "nothing is wrong" : $"{problems} failed")}."));
    }
}
