using System.Text;

namespace Outlier.Migrator;

/// <summary>One command of a migration. The program runs the steps, and <c>--script</c> prints the same steps for psql.</summary>
/// <param name="Sql">Runs on its own. Rows that it returns are names of what was applied.</param>
/// <param name="Alone">A migration whose statements follow one by one, outside a transaction, if it is pending.</param>
internal sealed record MigrationStep(string Sql, SqlScriptFile? Alone = null)
{
    internal const long AdvisoryLock = 7_264_512_001;

    // Functions may name functions of later files; the tests check them all once they are there.
    private const string Session =
        """
        set client_min_messages = warning;
        set standard_conforming_strings = on;
        set statement_timeout = 0;
        set check_function_bodies = off;
        set default_transaction_isolation = 'read committed';
        set migrate.role = 'none';
        """;

    // A second deployer waits here, and then finds nothing to do. It takes a new snapshot again and again: an index that is built
    // concurrently waits for every older one.
    private static readonly string Turn =
        $"do $$ begin while not pg_try_advisory_lock({AdvisoryLock}) loop commit; perform pg_sleep(0.2); end loop; end $$;";

    // A large transaction makes PostgreSQL tell the other sessions to forget all that they know, instead of what changed. pg_cron's
    // scheduler overhears that and would run none of the new jobs, so it is given the time to catch up first.
    private const string Jobs =
        """
        do $$
        begin
          if current_setting('migrate.migrated', true) = 'yes' and exists (select from pg_extension where extname = 'pg_cron') then
            perform pg_sleep(2.5);
          end if;
          perform pg_temp.set_up_jobs();
        end
        $$;
        """;

    // First of all, and in ASCII: a server with another encoding cannot even take the texts that follow. A database without one
    // takes them, and then understands no opt-out.
    private const string Utf8 =
        """
        do $$
        begin
          if current_setting('server_encoding') <> 'UTF8' then
            raise exception using
              message = format(
                'The database %s has the encoding %s; UTF8 is needed', current_database(), current_setting('server_encoding')
              ),
              hint = 'Make one that has it: create database outlier template template0 encoding ''UTF8'' locale ''C.UTF-8'';';
          end if;
        end
        $$;
        """;

    private const string Check = "do $$ begin perform pg_temp.check_database(); end $$;";

    /// <summary>Says what is pending, and is to be rolled back.</summary>
    public static IEnumerable<MigrationStep> Foresee(ScriptCatalog catalog) =>
    [
        new(Utf8),
        new("set local client_min_messages = warning;"),
        .. Load(catalog),
        new(Check),
        new("select p.name from pg_temp.pending as p order by p.position;"),
    ];

    /// <summary>
    /// The whole migration. Migrations between two that stand alone are one transaction. The last transaction has the functions too.
    /// </summary>
    public static IEnumerable<MigrationStep> All(ScriptCatalog catalog, bool withoutCron)
    {
        var steps = new List<MigrationStep> { new(Utf8), new(Session), new(Turn) };
        steps.Add(new(ScriptCatalog.Read("bootstrap.sql")));
        if (!withoutCron)
        {
            steps.Add(new(ScriptCatalog.Read("cron.sql")));
        }

        steps.AddRange(Load(catalog));
        steps.Add(new("set role outlier_owner;"));
        steps.Add(new(Check));
        foreach (var alone in catalog.Migrations.Where(migration => migration.IsAlone))
        {
            steps.Add(new($"select * from pg_temp.apply('{alone.Name}');"));
            steps.Add(new($"select pg_temp.is_pending('{alone.Name}') as wanted", alone));
        }

        steps.Add(new("select * from pg_temp.apply();"));
        steps.Add(new(Jobs));
        steps.Add(new("reset role;"));
        steps.Add(new("discard temp;"));
        return steps;
    }

    private static MigrationStep[] Load(ScriptCatalog catalog)
    {
        var scripts = new StringBuilder();
        foreach (var script in catalog.Scripts)
        {
            // Names and hashes are our own file names and hexadecimal digits.
            scripts.Append(
                $"insert into pg_temp.scripts (name, sha256, text) values "
                + $"('{script.Name}', '{script.Sha256}', $script${script.Text}$script$);\n");
        }

        return [new(ScriptCatalog.Read("migrate.sql")), new(scripts.ToString())];
    }
}
