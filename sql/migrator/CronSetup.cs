using Npgsql;

namespace Outlier.Migrator;

/// <summary>Makes pg_cron ready in this database, or says what it takes.</summary>
internal static class CronSetup
{
    public static bool Prepare(NpgsqlConnection connection, List<string> warnings)
    {
        var database = connection.Scalar<string>("select current_database()::text")!;
        if (connection.Scalar<string>("select extversion from pg_extension where extname = 'pg_cron'") is null)
        {
            Require(connection, database);
            connection.Execute("create extension pg_cron");
        }

        connection.Execute("grant usage on schema cron to outlier_owner");
        if (connection.Scalar<string>("select current_setting('cron.use_background_workers', true)") == "off")
        {
            warnings.Add("pg_cron connects over the network for each job, which needs a password for outlier_owner. "
                + "Set cron.use_background_workers = on in postgresql.conf and restart the server.");
        }

        return true;
    }

    public static bool IsInstalled(NpgsqlConnection connection) =>
        connection.Scalar<string>("select extversion from pg_extension where extname = 'pg_cron'") is not null;

    private static void Require(NpgsqlConnection connection, string database)
    {
        const string Otherwise = " Or migrate with --without-cron: nothing then starts on a schedule.";
        var major = connection.PostgreSqlVersion.Major;
        if (connection.Scalar<string>("select name::text from pg_available_extensions where name = 'pg_cron'") is null)
        {
            throw new MigrationException(
                $"pg_cron is not installed on the server. On Debian and Ubuntu: apt-get install postgresql-{major}-cron; "
                + "on a managed service, switch the extension on. Then set shared_preload_libraries = 'pg_cron', "
                + $"cron.database_name = '{database}' and cron.use_background_workers = on, and restart the server." + Otherwise);
        }

        var cronDatabase = connection.Scalar<string>("select current_setting('cron.database_name', true)");
        if (cronDatabase is null)
        {
            throw new MigrationException(
                "pg_cron is installed but not loaded. Set shared_preload_libraries = 'pg_cron', "
                + $"cron.database_name = '{database}' and cron.use_background_workers = on in postgresql.conf, and restart the server." + Otherwise);
        }

        if (cronDatabase != database)
        {
            throw new MigrationException(
                $"pg_cron runs in the database {cronDatabase}, not in {database}. Set cron.database_name = '{database}' "
                + "in postgresql.conf and restart the server, or migrate that database." + Otherwise);
        }
    }
}
