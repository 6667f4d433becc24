using System.Net.Sockets;
using Npgsql;

namespace Outlier.Migrator;

/// <summary>
/// Brings a database up to date. It runs each migration once, and each function, view and trigger whenever its text
/// changed. Only one deployer migrates at a time.
/// </summary>
public static class DatabaseMigrator
{
    /// <summary>Migrates the database.</summary>
    /// <exception cref="MigrationException">
    /// The database cannot be reached or cannot be migrated. The message says what to do.
    /// </exception>
    public static MigrationResult Run(MigrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Run(options, ScriptCatalog.Load());
    }

    internal static MigrationResult Run(MigrationOptions options, ScriptCatalog catalog)
    {
        var warnings = new List<string>();
        var names = new List<string>();
        using var connection = Open(options.ConnectionString);
        connection.Notice += (_, notice) => warnings.Add(notice.Notice.MessageText);
        try
        {
            using var foreseen = options.DryRun ? connection.BeginTransaction() : null;
            foreach (var step in options.DryRun ? MigrationStep.Foresee(catalog) : MigrationStep.All(catalog, options.WithoutCron))
            {
                if (step.Alone is not { } alone)
                {
                    names.AddRange(Query<string>(connection, step.Sql));
                }
                else if (Query<bool>(connection, step.Sql).Single())
                {
                    names.AddRange(RunAlone(connection, alone));
                }
            }

            var cron = Query<bool>(connection, "select exists (select from pg_extension where extname = 'pg_cron')").Single();
            var sorted = names.ToLookup(name => name.StartsWith("migrations/", StringComparison.Ordinal));
            return new([.. sorted[true]], [.. sorted[false]], cron, warnings);
        }
        catch (PostgresException exception)
        {
            var hint = exception.Hint is { Length: > 0 } text ? $". {text}" : string.Empty;
            throw new MigrationException(exception.MessageText + hint, exception);
        }
    }

    private static List<string> RunAlone(NpgsqlConnection connection, SqlScriptFile migration)
    {
        foreach (var statement in migration.Statements)
        {
            foreach (var drop in Query<string>(connection, $"select * from pg_temp.unfinished_indexes('{migration.Name}')"))
            {
                Query<string>(connection, drop);
            }

            Query<string>(connection, statement);
        }

        return Query<string>(connection, $"select * from pg_temp.finish('{migration.Name}')");
    }

    private static NpgsqlConnection Open(string connectionString)
    {
        try
        {
            // Unpooled: a pooled session would keep the advisory lock after this code has disposed of it.
            var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0, ClientEncoding = "UTF8" };
            var connection = new NpgsqlConnection(builder.ConnectionString);
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

    private static List<T> Query<T>(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var values = new List<T>();
        while (reader.Read())
        {
            values.Add(reader.GetFieldValue<T>(0));
        }

        return values;
    }
}
