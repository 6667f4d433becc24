using System.CommandLine;
using Outlier.Executor.Configuration;
using Outlier.Migrator;

namespace Outlier.Executor.Commands;

/// <summary><c>outlier migrate</c>: brings the database up to date and prints the changes.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what would be done, and change nothing." };
        var withoutCron = new Option<bool>("--without-cron") { Description = "Continue if pg_cron is missing. Without pg_cron, nothing starts on a schedule." };
        var script = new Option<bool>("--script") { Description = "Print the migration as SQL for psql, and connect to no database." };
        var command = new Command("migrate", "Create or update the schema of the database.") { dryRun, withoutCron, script };
        command.SetAction(result => result.GetValue(script) ? Write(result.GetValue(withoutCron)) : Run(result.GetValue(dryRun), result.GetValue(withoutCron)));
        return command;
    }

    private static int Write(bool withoutCron)
    {
        Console.Write(PsqlScript.Write(withoutCron));
        return 0;
    }

    private static int Run(bool dryRun, bool withoutCron)
    {
        var configuration = ProgramConfiguration.Read();
        try
        {
            var connectionString = configuration.GetConnectionString("Outlier") is { Length: > 0 } configured
                ? configured
                : throw new MigrationException("ConnectionStrings__Outlier is not set. Set it to the connection string of the database to migrate, such as Host=localhost;Database=outlier;Username=postgres.");
            Print(DatabaseMigrator.Run(new MigrationOptions(connectionString, dryRun, withoutCron)), dryRun);
            return 0;
        }
        catch (MigrationException exception)
        {
            Console.Error.WriteLine($"outlier migrate: {exception.Message}");
            return 1;
        }
    }

    private static void Print(MigrationResult result, bool dryRun)
    {
        foreach (var script in result.Migrations.Concat(result.Functions))
        {
            Console.WriteLine($"{(dryRun ? "would run" : "ran")} {script}");
        }

        foreach (var warning in result.Warnings)
        {
            Console.WriteLine($"warning: {warning}");
        }

        var done = result.Migrations.Count + result.Functions.Count == 0
            ? "The database is up to date."
            : $"{result.Migrations.Count} migrations and {result.Functions.Count} functions {(dryRun ? "would be applied; nothing was changed." : "applied.")}";
        var cron = result.Cron ? "Jobs are scheduled with pg_cron." : "pg_cron is not in this database, so nothing starts on a schedule.";
        Console.WriteLine(dryRun ? done : $"{done} {cron}");
    }
}
