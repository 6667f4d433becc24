using System.Globalization;
using System.Text;

namespace Outlier.Migrator;

/// <summary>
/// What a migration does, as one file for psql: for administrators who let no other program near their database. It looks at the database
/// that it runs on, so that the same file serves an empty one, an older one, and one that is up to date.
/// </summary>
public static class PsqlScript
{
    /// <summary>Writes the script.</summary>
    /// <param name="withoutCron">Leave pg_cron alone.</param>
    /// <exception cref="MigrationException">A migration was edited after it was locked.</exception>
    public static string Write(bool withoutCron)
    {
        var catalog = ScriptCatalog.Load();
        var script = new StringBuilder(Begin(catalog, withoutCron));
        foreach (var migration in catalog.Migrations)
        {
            script.Append(
                CultureInfo.InvariantCulture,
                $"""
                 select not pg_temp.has('{migration.Name}') as wanted \gset
                 \if :wanted
                 \echo {migration.Name}
                 {migration.Text}
                 insert into outlier.schema_versions (scriptname, applied) values ('{migration.Name}', now() at time zone 'UTC');
                 {Record(migration)}
                 \endif

                 """);
        }

        foreach (var function in catalog.Functions)
        {
            script.Append(CultureInfo.InvariantCulture, $"{function.Text}\n{Record(function)}\n");
        }

        script.Append(End(catalog));
        return script.ToString();
    }

    private static string Begin(ScriptCatalog catalog, bool withoutCron) => string.Create(
            CultureInfo.InvariantCulture,
            $"""
             -- Brings a database of Outlier up to date, from whatever state: psql -X -f this-file "dbname=outlier"
             \set ON_ERROR_STOP on
             \set QUIET on
             set client_min_messages = warning;
             begin;
             -- A second deployer waits here, and then finds nothing to do.
             select pg_advisory_xact_lock({DatabaseMigrator.AdvisoryLock}) \g /dev/null
             {catalog.Bootstrap}
             {(withoutCron ? string.Empty : Cron)}
             set local role outlier_owner;
             set local check_function_bodies = off;
             set local statement_timeout = 0;
             create table if not exists outlier.schema_versions (
               schemaversionsid serial not null,
               scriptname character varying(255) not null,
               applied timestamp without time zone not null,
               constraint "PK_schema_versions_Id" primary key (schemaversionsid)
             );
             {Checks(catalog)}

             """);

    private static string End(ScriptCatalog catalog) =>
            $"""
             delete from outlier.applied_scripts where name like 'functions/%' and name not in ({string.Join(", ", catalog.Functions.Select(function => $"'{function.Name}'"))});
             select outlier.schedule_jobs() \g /dev/null
             commit;
             -- pg_cron may have overheard a transaction as large as this one: it is reminded of its jobs.
             select pg_sleep(case when to_regclass('cron.job') is null then 0 else 2.5 end) \g /dev/null
             set role outlier_owner;
             select outlier.schedule_jobs() \g /dev/null
             reset role;
             \echo The database is up to date.

             """;

    private const string Cron =
        """
        create extension if not exists pg_cron;
        grant usage on schema cron to outlier_owner;
        """;

    // The same refusals as the program's: a newer database, and one that was migrated with another text.
    private static string Checks(ScriptCatalog catalog) =>
        $"""
         create function pg_temp.has(p_name text) returns boolean language plpgsql as $has$
         begin
           if to_regclass('outlier.applied_scripts') is null then
             return false;
           end if;
           return exists (select from outlier.applied_scripts as s where s.name = p_name);
         end
         $has$;
         do $check$
         declare
           v_name text;
         begin
           if to_regclass('outlier.applied_scripts') is null then
             return;
           end if;
           select s.name into v_name
           from outlier.applied_scripts as s
           where s.name like 'migrations/%'
             and s.name not in ({string.Join(", ", catalog.Migrations.Select(migration => $"'{migration.Name}'"))})
           limit 1;
           if found then
             raise exception 'The database is newer than this script: it has %.', v_name;
           end if;
           select s.name into v_name
           from outlier.applied_scripts as s
           inner join (values {string.Join(", ", catalog.Migrations.Select(migration => $"('{migration.Name}', '{migration.Sha256}')"))}) as ours (name, sha256) on ours.name = s.name
           where ours.sha256 <> s.sha256
           limit 1;
           if found then
             raise exception 'The database was migrated with another text of %.', v_name;
           end if;
         end
         $check$;
         """;

    private static string Record(SqlScriptFile script) =>
        $"insert into outlier.applied_scripts (name, sha256) values ('{script.Name}', '{script.Sha256}') on conflict (name) do update set sha256 = excluded.sha256, applied_at = now() where applied_scripts.sha256 <> excluded.sha256;";
}
