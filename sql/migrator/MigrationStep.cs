using System.Text;

namespace Outlier.Migrator;

/// <summary>One command of a migration. The program runs the steps, and <c>--script</c> prints the same steps for psql.</summary>
/// <param name="Sql">Runs on its own. The rows that it returns are the names of the applied scripts.</param>
/// <param name="Alone">
/// A migration that must run outside a transaction. If it is pending, its statements follow this step one by one.
/// </param>
internal sealed record MigrationStep(string Sql, SqlScriptFile? Alone = null)
{
    internal const long AdvisoryLock = 7_264_512_001;

    // OldestServer is the oldest release with every feature that the SQL uses. NewestServer is the newest that the
    // tests ran on.
    private const int OldestServer = 15;
    private const int NewestServer = 17;

    // This step comes first and is pure ASCII: a server with another encoding cannot even receive the texts that
    // follow. It makes the scripts mean the same whatever settings the database, the login role or the environment has.
    // check_function_bodies is off because a function may name functions of later files. The tests check all bodies
    // afterwards. The step skips settings that the server does not have.
    private const string Session =
        """
        do $$
        begin
          perform pg_catalog.set_config(wanted.name, wanted.value, false)
          from (
            values
              ('client_encoding', 'UTF8'),
              ('client_min_messages', 'warning'),
              ('standard_conforming_strings', 'on'),
              ('default_transaction_isolation', 'read committed'),
              ('default_transaction_deferrable', 'off'),
              ('statement_timeout', '0'),
              ('lock_timeout', '0'),
              ('idle_session_timeout', '0'),
              ('idle_in_transaction_session_timeout', '0'),
              ('transaction_timeout', '0'),
              ('check_function_bodies', 'off'),
              ('row_security', 'on'),
              ('search_path', 'pg_catalog'),
              ('datestyle', 'ISO, MDY'),
              ('intervalstyle', 'postgres'),
              ('timezone', 'UTC'),
              ('bytea_output', 'hex'),
              ('array_nulls', 'on'),
              ('transform_null_equals', 'off'),
              ('quote_all_identifiers', 'off'),
              ('default_table_access_method', 'heap'),
              ('default_tablespace', ''),
              ('jit', 'off'),
              ('migrate.role', 'none')
          ) as wanted (name, value)
          where wanted.name = 'migrate.role' or pg_catalog.current_setting(wanted.name, true) is not null;
          perform pg_catalog.set_config(planner.name, 'on', false)
          from pg_catalog.pg_settings as planner
          where planner.name ~ '^enable_' and planner.boot_val = 'on' and planner.context = 'user';
        end
        $$;
        """;

    // A second deployer waits here until the first one has finished, and then finds nothing to do.
    // The loop commits, so each try takes a new snapshot: create index concurrently waits for every older snapshot.
    private static readonly string Turn =
        $"do $$ begin while not pg_try_advisory_lock({AdvisoryLock}) loop commit; perform pg_sleep(0.2); end loop; end $$;";

    // After a large transaction PostgreSQL tells the other sessions to discard all cached data, instead of only what
    // changed. pg_cron's scheduler ignores that message, and would then run none of the new jobs.
    // The pause lets the scheduler pass the message before the jobs are created.
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

    // Runs before the migration creates anything. A database with another encoding would store texts, but would then
    // recognize no opt-out.
    private static readonly string Suitable =
        $"""
        do $$
        begin
          if current_setting('server_version_num')::integer < {OldestServer}0000 then
            raise exception using
              message = format('The server is PostgreSQL %s; {OldestServer} or newer is needed', current_setting('server_version')),
              hint = 'Upgrade the server with pg_upgrade, or take another one.';
          elsif current_setting('server_encoding') <> 'UTF8' then
            raise exception using
              message = format(
                'The database %s has the encoding %s; UTF8 is needed', current_database(), current_setting('server_encoding')
              ),
              hint = 'Create a database that has it: create database outlier template template0 encoding ''UTF8'' locale ''C'';';
          elsif pg_is_in_recovery() then
            raise exception using
              message = 'The server is a standby and accepts no writes',
              hint = 'Migrate on the primary: name all hosts in ConnectionStrings__Outlier, with Target Session Attributes=primary.';
          elsif current_setting('transaction_read_only')::boolean then
            raise exception using
              message = format('The database %s is read-only for the role %s: default_transaction_read_only is on', current_database(), current_user),
              hint = format(
                'Set it to off where it was set, such as: alter database %I set default_transaction_read_only = off; A managed service sets it '
                'when the disk is full.', current_database()
              );
          end if;
          if current_setting('server_version_num')::integer >= {NewestServer + 1}0000 then
            raise warning
              'The server is PostgreSQL %. Outlier was tested with {OldestServer} to {NewestServer}. It goes on; report what fails.',
              current_setting('server_version');
          end if;
        end
        $$;
        """;

    // pg_cron's jobs run as the owner. A setting for a role in a database overrides one for the role or the database
    // alone.
    private const string OwnersSettings =
        """
        do $$
        declare
          v_setting record;
        begin
          if to_regclass('outlier.wanted_settings') is null or to_regprocedure('outlier.find_role_setting(text, text)') is null then
            return;
          end if;
          for v_setting in
            select w.name, w.value
            from outlier.wanted_settings as w
            where current_setting(w.name, true) is not null
              and outlier.find_role_setting('outlier_owner', w.name) is distinct from w.value
          loop
            begin
              execute format('alter role outlier_owner in database %I set %s = %L', current_database(), v_setting.name, v_setting.value);
            exception
              when insufficient_privilege then
                raise warning 'The jobs depend on what the server has set. Ask an administrator to run: alter role outlier_owner in database % set % = %;',
                  quote_ident(current_database()), v_setting.name, quote_literal(v_setting.value);
            end;
          end loop;
        end
        $$;
        """;

    private const string Check = "do $$ begin perform pg_temp.check_database(); end $$;";

    /// <summary>The steps that list the pending scripts. The caller rolls them back.</summary>
    public static IEnumerable<MigrationStep> Foresee(ScriptCatalog catalog) =>
    [
        new(Session),
        new(Suitable),
        .. Load(catalog),
        new(Check),
        new("select p.name from pg_temp.pending as p order by p.position;"),
    ];

    /// <summary>
    /// The steps of the whole migration. All migrations between two that run outside a transaction form one
    /// transaction. The last transaction also contains the functions.
    /// </summary>
    public static IEnumerable<MigrationStep> All(ScriptCatalog catalog, bool withoutCron)
    {
        var steps = new List<MigrationStep> { new(Session), new(Suitable), new(Turn) };
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
        steps.Add(new(OwnersSettings));
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
            // Quoting is not needed: names are file names of this repository, and hashes are hexadecimal digits.
            scripts.Append(
                $"insert into pg_temp.scripts (name, sha256, text) values "
                + $"('{script.Name}', '{script.Sha256}', $script${script.Text}$script$);\n");
        }

        return [new(ScriptCatalog.Read("migrate.sql")), new(scripts.ToString())];
    }
}
