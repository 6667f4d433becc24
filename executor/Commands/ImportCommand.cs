using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Outlier.Executor.Configuration;
using Outlier.Executor.Import;
using Spectre.Console;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier import</c>: imports the predecessor's database. It sends nothing, and can run again.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var from = new Option<string>("--from")
        {
            Description = "Connection string of the predecessor's database, with a role that can only read, such as Host=old;Database=postgres;Username=reader.",
            Required = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Do everything in one transaction, write the report, and roll back the transaction." };
        var report = new Option<string>("--report")
        {
            Description = "CSV file that lists the values that the import changed or could not take.",
            DefaultValueFactory = _ => "outlier-import-report.csv",
        };
        var command = new Command("import", "Copy the predecessor's database into this one. The import sends nothing. A later run copies what is new.") { from, dryRun, report };
        command.SetAction((result, token) => RunAsync(result.GetValue(from)!, result.GetValue(dryRun), result.GetValue(report)!, token));
        return command;
    }

    private static async Task<int> RunAsync(string from, bool dryRun, string report, CancellationToken token)
    {
        var target = ProgramConfiguration.Read().GetConnectionString("Outlier") ?? string.Empty;
        if (target.Length == 0)
        {
            return Fail("ConnectionStrings__Outlier is not set. Set it to the login that outlier migrate uses.");
        }

        try
        {
            await using var csv = new StreamWriter(report, append: false);
            var importer = new Importer(target, from, dryRun);
            var lines = Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi
                ? await importer.RunAsync(csv, (step, _, tables) => Print(step, tables), token)
                : await RunWithBarAsync(importer, csv, token);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{lines} lines are in outlier.import_report and in {report}.{(dryRun ? " The import was rolled back. The database did not change." : string.Empty)}"));
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Fail("The import was stopped. Its finished parts stay. Run it again to continue.");
        }
        catch (Exception exception) when (exception is ImportException or IOException or UnauthorizedAccessException)
        {
            return Fail(exception.Message);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName)
        {
            return Fail("The database is not migrated. Run: outlier migrate");
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            return Fail($"The database rejected the import: {exception.MessageText}. Set ConnectionStrings__Outlier to the login that outlier migrate uses.");
        }
        catch (PostgresException exception)
        {
            return Fail(exception.Hint is { Length: > 0 } hint ? $"{exception.MessageText}. {hint}" : exception.MessageText);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            return Fail($"The connection to a database was lost: {exception.Message} The finished parts of the import stay. Run it again to continue.");
        }
    }

    private static Task<long> RunWithBarAsync(Importer importer, StreamWriter csv, CancellationToken token) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask("import");
                return importer.RunAsync(
                    csv,
                    (step, steps, tables) =>
                    {
                        bar.MaxValue = steps;
                        bar.Description = step.Name;
                        bar.Increment(1);
                        foreach (var table in tables)
                        {
                            AnsiConsole.WriteLine(Line(table));
                        }
                    },
                    token);
            });

    private static void Print(ImportStep step, IReadOnlyList<ImportedTable> tables)
    {
        if (tables.Count == 0)
        {
            Console.WriteLine($"{step.Name}: read");
        }

        foreach (var table in tables)
        {
            Console.WriteLine(Line(table));
        }
    }

    private static string Line(ImportedTable table) =>
        string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {table.Read} rows read, {table.Here} here, {table.LeftOut} left out");

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"outlier import: {message}");
        return 1;
    }
}
