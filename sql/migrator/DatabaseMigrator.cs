using System.Net.Sockets;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Support;
using Npgsql;

namespace Outlier.Migrator;

/// <summary>
/// Brings a database up to date: migrations once, functions whenever their text changed, all in one transaction,
/// one deployer at a time.
/// </summary>
public static class DatabaseMigrator
{
    private const int OldestServer = 15;
    internal const long AdvisoryLock = 7_264_512_001;

    /// <summary>Migrates the database.</summary>
    /// <exception cref="MigrationException">The database cannot be reached or migrated; nothing was changed.</exception>
    public static MigrationResult Run(MigrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var catalog = ScriptCatalog.Load();
        using var connection = Open(options.ConnectionString);
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new MigrationException($"The server is PostgreSQL {connection.PostgreSqlVersion}; {OldestServer} or newer is needed.");
        }

        try
        {
            // Held by this session until it closes: a second deployer waits here, and then finds nothing to do.
            connection.Execute($"select pg_advisory_lock({AdvisoryLock})");
            var applied = ReadApplied(connection);
            var migrations = Pending(catalog, applied);
            var functions = catalog.Functions
                .Where(function => migrations.Count > 0 || applied.GetValueOrDefault(function.Name) != function.Sha256)
                .ToList();
            if (options.DryRun)
            {
                return Result(migrations, functions, CronSetup.IsInstalled(connection), []);
            }

            connection.Execute(catalog.Bootstrap);
            var warnings = new List<string>();
            var cron = options.WithoutCron ? CronSetup.IsInstalled(connection) : CronSetup.Prepare(connection, warnings);
            Upgrade(options.ConnectionString, catalog, migrations, functions);
            if (cron && migrations.Count > 0)
            {
                RemindCron(connection);
            }

            return Result(migrations, functions, cron, warnings);
        }
        catch (PostgresException exception)
        {
            throw new MigrationException(Describe(exception), exception);
        }
    }

    private static MigrationResult Result(
        List<SqlScriptFile> migrations, List<SqlScriptFile> functions, bool cron, List<string> warnings) =>
        new([.. migrations.Select(script => script.Name)], [.. functions.Select(script => script.Name)], cron, warnings);

    private static NpgsqlConnection Open(string connectionString)
    {
        try
        {
            // Unpooled: a pooled session would keep the advisory lock after its owner is done with it.
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            connection.Open();
            return connection;
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or ArgumentException or TimeoutException)
        {
            throw new MigrationException(
                $"The database cannot be reached: {exception.Message} Check ConnectionStrings__Outlier "
                + "(such as Host=localhost;Database=outlier;Username=postgres).",
                exception);
        }
    }

    private static Dictionary<string, string> ReadApplied(NpgsqlConnection connection)
    {
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!connection.Scalar<bool>("select to_regclass('outlier.applied_scripts') is not null"))
        {
            return applied;
        }

        using var command = new NpgsqlCommand("select name, sha256 from outlier.applied_scripts", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            applied.Add(reader.GetString(0), reader.GetString(1));
        }

        return applied;
    }

    private static List<SqlScriptFile> Pending(ScriptCatalog catalog, Dictionary<string, string> applied)
    {
        var known = catalog.Migrations.Select(migration => migration.Name).ToHashSet(StringComparer.Ordinal);
        var newer = applied.Keys.FirstOrDefault(name => name.StartsWith("migrations/", StringComparison.Ordinal) && !known.Contains(name));
        if (newer is not null)
        {
            throw new MigrationException($"The database is newer than this program: it has {newer}. Use a newer outlier.");
        }

        var edited = catalog.Migrations.FirstOrDefault(migration =>
            applied.TryGetValue(migration.Name, out var sha256) && sha256 != migration.Sha256);
        if (edited is not null)
        {
            throw new MigrationException($"The database was migrated with another text of {edited.Name}. Restore that text, and write a new migration for the change.");
        }

        return [.. catalog.Migrations.Where(migration => !applied.ContainsKey(migration.Name))];
    }

    private static void Upgrade(
        string connectionString, ScriptCatalog catalog, List<SqlScriptFile> migrations, List<SqlScriptFile> functions)
    {
        // Function bodies may name functions of later files; the tests check them all once they are there.
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        builder.Options = $"{builder.Options} -c role=outlier_owner -c check_function_bodies=off -c statement_timeout=0".Trim();
        var once = new SqlScriptOptions { ScriptType = ScriptType.RunOnce, RunGroupOrder = 1 };
        var always = new SqlScriptOptions { ScriptType = ScriptType.RunAlways, RunGroupOrder = 2 };
        var last = new SqlScriptOptions { ScriptType = ScriptType.RunAlways, RunGroupOrder = 3 };
        var result = DeployChanges.To.PostgresqlDatabase(builder.ConnectionString, "outlier")
            .WithScripts(migrations.Select(script => new SqlScript(script.Name, script.Text, once)))
            .WithScripts(functions.Select(script => new SqlScript(script.Name, script.Text, always)))
            .WithScripts(new SqlScript("record", Record(catalog, [.. migrations, .. functions]), last))
            .JournalToPostgresqlTable("outlier", "schema_versions")
            .WithVariablesDisabled()
            .WithTransaction()
            .WithExecutionTimeout(TimeSpan.Zero)
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            var cause = result.Error is PostgresException postgres ? Describe(postgres) : result.Error.Message;
            throw new MigrationException($"{result.ErrorScript?.Name ?? "The migration"} failed, and nothing was changed: {cause}", result.Error);
        }
    }

    // So large a transaction makes PostgreSQL tell the other sessions to forget all that they know, instead of what changed.
    // pg_cron's scheduler overhears that and would run none of the new jobs; it hears about them once it has caught up.
    private static void RemindCron(NpgsqlConnection connection) =>
        connection.Execute("select pg_sleep(2.5); set role outlier_owner; select outlier.schedule_jobs(); reset role");

    private static string Record(ScriptCatalog catalog, IReadOnlyCollection<SqlScriptFile> scripts)
    {
        // Names and hashes are our own file names and hexadecimal digits.
        var gone = string.Join(", ", catalog.Functions.Select(function => $"'{function.Name}'"));
        var rows = string.Join(",\n  ", scripts.Select(script => $"('{script.Name}', '{script.Sha256}')"));
        var record = scripts.Count == 0
            ? string.Empty
            : $"""
               insert into outlier.applied_scripts (name, sha256) values
                 {rows}
               on conflict (name) do update set sha256 = excluded.sha256, applied_at = now();
               """;
        return $"""
                {record}
                delete from outlier.applied_scripts where name like 'functions/%' and name not in ({gone});
                select outlier.schedule_jobs();
                """;
    }

    private static string Describe(PostgresException exception) =>
        exception.Hint is { Length: > 0 } hint ? $"{exception.MessageText}. {hint}" : exception.MessageText;
}
