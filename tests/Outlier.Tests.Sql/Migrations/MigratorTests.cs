using Npgsql;
using Outlier.Migrator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Migrations;

[TestFixture]
public sealed class MigratorTests
{
    internal const string NewerAndStrange =
        """
        insert into outlier.applied_scripts (name, sha256) values ('migrations/9999_future.sql', '0');
        create or replace function api.schema_version() returns jsonb language sql as $$ select '{"programsSince": 9999}'::jsonb $$;
        """;

    internal const string TwoOfOneName =
        "insert into outlier.labels (id, name) select gen_random_uuid(), 'Twice' from generate_series(1, 2)";

    internal const string IsValid =
        "select coalesce((select indisvalid from pg_index where indexrelid = to_regclass('outlier.labels_name')), false)";

    private TestDatabase _database = null!;

    private MigrationOptions Options => new(_database.ConnectionString, WithoutCron: true);

    [SetUp]
    public async Task Create() => _database = await TestDatabase.CreateEmptyAsync();

    [TearDown]
    public async Task Drop() => await _database.DisposeAsync();

    [Test]
    public void A_fresh_database_gets_every_migration_and_every_function()
    {
        var result = DatabaseMigrator.Run(Options);
        var catalog = ScriptCatalog.Load();
        Assert.Multiple(() =>
        {
            Assert.That(result.Migrations, Is.EqualTo(catalog.Migrations.Select(migration => migration.Name)));
            Assert.That(result.Functions, Is.EqualTo(catalog.Functions.Select(function => function.Name)));
            Assert.That(result.Cron, Is.False);
        });
    }

    [TestCase("SQL_ASCII", false)]
    [TestCase("LATIN1", false)]
    [TestCase("LATIN1", true)]
    [Category("encoding")]
    public async Task A_database_with_another_encoding_than_UTF8_is_refused_before_anything_is_made(string encoding, bool dryRun)
    {
        await using var other = await TestDatabase.CreateEmptyAsync(encoding);
        Assert.That(
            () => DatabaseMigrator.Run(new MigrationOptions(other.ConnectionString, DryRun: dryRun, WithoutCron: true)),
            Throws.InstanceOf<MigrationException>().With.Message.Contains($"has the encoding {encoding}; UTF8 is needed")
                .And.Message.Contains("encoding 'UTF8'"));
        await using var connection = new NpgsqlConnection(other.ConnectionString);
        await connection.OpenAsync();
        Assert.That(await connection.ScalarAsync<bool>("select to_regnamespace('outlier') is null"), Is.True);
    }

    [Test]
    public void A_second_run_does_nothing()
    {
        DatabaseMigrator.Run(Options);
        var result = DatabaseMigrator.Run(Options);
        Assert.Multiple(() =>
        {
            Assert.That(result.Migrations, Is.Empty);
            Assert.That(result.Functions, Is.Empty);
        });
    }

    [Test]
    public async Task A_dry_run_says_what_it_would_do_and_changes_nothing()
    {
        var result = DatabaseMigrator.Run(Options with { DryRun = true });
        Assert.Multiple(async () =>
        {
            Assert.That(result.Migrations, Is.Not.Empty);
            Assert.That(result.Functions, Is.Not.Empty);
            Assert.That(
                await Statements.ScalarAsync<long>(_database.ConnectionString, "select count(*) from pg_namespace where nspname in ('outlier', 'api')"),
                Is.Zero);
        });
    }

    [Test]
    public async Task Deployers_at_once_take_turns_and_the_later_ones_find_nothing_to_do()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => DatabaseMigrator.Run(Options))));
        Assert.That(results.Count(result => result.Migrations.Count > 0), Is.EqualTo(1));
    }

    [Test]
    [Category("upgrade")]
    public async Task A_migration_whose_text_changed_is_refused_by_name()
    {
        DatabaseMigrator.Run(Options);
        await ExecuteAsync("update outlier.applied_scripts set sha256 = repeat('0', 64) where name like 'migrations/0002%'");
        Assert.That(
            () => DatabaseMigrator.Run(Options),
            Throws.TypeOf<MigrationException>().With.Message.Contains("another text of migrations/0002_settings.sql"));
    }

    [Test]
    public async Task A_database_that_is_newer_and_serves_no_older_program_is_refused()
    {
        DatabaseMigrator.Run(Options);
        await ExecuteAsync(NewerAndStrange);
        Assert.That(
            () => DatabaseMigrator.Run(Options),
            Throws.TypeOf<MigrationException>().With.Message.Contains(
                "newer than this program: it has migrations/9999_future.sql, and serves only newer programs"));
    }

    [Test]
    public async Task A_database_that_is_newer_and_serves_this_program_stays_as_it_is()
    {
        DatabaseMigrator.Run(Options);
        await ExecuteAsync(
            """
            insert into outlier.applied_scripts (name, sha256)
            values ('migrations/9999_future.sql', '0'), ('functions/queues/outlier.later.sql', 'x');
            update outlier.applied_scripts set sha256 = 'newer' where name = 'functions/queues/outlier.queue_name.sql';
            """);
        var result = DatabaseMigrator.Run(Options);
        Assert.Multiple(() =>
        {
            Assert.That(result.Migrations, Is.Empty);
            Assert.That(result.Functions, Is.Empty);
            Assert.That(result.Warnings, Has.One.Contains("It serves this program too"));
        });
        Assert.That(
            await Statements.ScalarAsync<long>(
                _database.ConnectionString,
                "select count(*) from outlier.applied_scripts where name like '%/outlier.later.sql' or sha256 = 'newer'"),
            Is.EqualTo(2));
    }

    [Test]
    public async Task A_function_that_changed_is_applied_again_and_others_are_not()
    {
        DatabaseMigrator.Run(Options);
        await ExecuteAsync(
            """
            create or replace function outlier.queue_name(p_is_second boolean) returns text language sql immutable strict set search_path = '' as 'select null::text';
            update outlier.applied_scripts set sha256 = 'old' where name = 'functions/queues/outlier.queue_name.sql';
            insert into outlier.applied_scripts (name, sha256) values ('functions/queues/outlier.gone.sql', 'x');
            """);
        var result = DatabaseMigrator.Run(Options);
        Assert.Multiple(async () =>
        {
            Assert.That(result.Functions, Is.EqualTo((string[])["functions/queues/outlier.queue_name.sql"]));
            Assert.That(
                await Statements.ScalarAsync<string>(_database.ConnectionString, "select outlier.queue_name(true)"), Is.EqualTo("second_messages"));
            Assert.That(
                await Statements.ScalarAsync<long>(_database.ConnectionString, "select count(*) from outlier.applied_scripts where name like '%gone%'"),
                Is.Zero);
        });
    }

    [Test]
    public async Task What_fails_changes_nothing()
    {
        // This table has the name of a table that the third migration creates.
        await ExecuteAsync(
            """
            do $$ begin if to_regrole('outlier_owner') is null then create role outlier_owner login; end if; end $$;
            create schema outlier authorization outlier_owner;
            create table outlier.authors (id integer);
            """);
        Assert.That(
            () => DatabaseMigrator.Run(Options),
            Throws.TypeOf<MigrationException>()
                .With.Message.Contains("0003_mirror.sql failed and was rolled back: relation \"authors\" already exists"));
        Assert.That(
            await Statements.ScalarAsync<bool>(_database.ConnectionString, "select to_regclass('outlier.settings') is null and to_regclass('outlier.applied_scripts') is null"),
            Is.True);
    }

    [Test]
    public async Task A_role_that_is_no_superuser_but_may_create_roles_can_migrate_its_database()
    {
        var role = $"deployer_{Guid.NewGuid():N}"[..20];
        await ExecuteAsync(
            $"""
             create role {role} login createrole password 'pw';
             grant create on database {_database.Name} to {role};
             do $$
             declare
               v_role text;
             begin
               -- If an earlier migration on this server created a role, its administrator would grant it to the new one.
               foreach v_role in array array['outlier_owner', 'outlier_executor', 'outlier_reader', 'outlier_segments'] loop
                 if pg_catalog.to_regrole(v_role) is not null then
                   execute pg_catalog.format('grant %I to {role} with admin option', v_role);
                 end if;
               end loop;
             end
             $$;
             """);
        await ExecuteAsync($"alter database {_database.Name} owner to {role}");
        try
        {
            var connectionString = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role, Password = "pw" }.ConnectionString;
            var result = DatabaseMigrator.Run(new MigrationOptions(connectionString, WithoutCron: true));
            Assert.That(result.Migrations, Is.Not.Empty);
            Assert.That(DatabaseMigrator.Run(new MigrationOptions(connectionString, WithoutCron: true)).Functions, Is.Empty);
        }
        finally
        {
            await ExecuteAsync($"alter database {_database.Name} owner to current_user");
            await ExecuteAsync($"reassign owned by {role} to current_user; drop owned by {role}; drop role {role}");
        }
    }

    [Test]
    public async Task A_role_without_rights_is_told_what_an_administrator_must_do()
    {
        var role = $"nobody_{Guid.NewGuid():N}"[..20];
        await ExecuteAsync($"create role {role} login password 'pw'");
        try
        {
            var connectionString = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role, Password = "pw" }.ConnectionString;
            Assert.That(
                () => DatabaseMigrator.Run(new MigrationOptions(connectionString, WithoutCron: true)),
                Throws.TypeOf<MigrationException>());
        }
        finally
        {
            await ExecuteAsync($"drop role {role}");
        }
    }

    [Test]
    public async Task In_another_database_than_that_of_pg_cron_the_migrator_says_what_to_change()
    {
        var server = await TestDatabase.ServerAsync();
        var loaded = await server.ScalarAsync<string>("select current_setting('cron.database_name', true)") is not null;
        var available = await server.ScalarAsync<long>("select count(*) from pg_available_extensions where name = 'pg_cron'") > 0;
        var expected = loaded ? $"pg_cron runs in the database {TestServer.CronDatabase}, not in {_database.Name}. Set cron.database_name = '{_database.Name}'"
            : available ? "pg_cron is installed but not loaded. Set shared_preload_libraries = 'pg_cron'"
            : "pg_cron is not installed on the server. On Debian and Ubuntu: apt-get install postgresql-";
        Assert.That(
            () => DatabaseMigrator.Run(new MigrationOptions(_database.ConnectionString)),
            Throws.TypeOf<MigrationException>().With.Message.Contains(expected).And.Message.Contains("--without-cron"));
    }

    [TestCase("Host=127.0.0.1;Port=1;Username=nobody;Timeout=2")]
    [TestCase("Host=127.0.0.1;Nonsense=1")]
    [TestCase("Host=no-such-host.invalid;Username=nobody;Timeout=2")]
    public void A_database_that_cannot_be_reached_is_told_with_the_setting_to_check(string connectionString) =>
        Assert.That(
            () => DatabaseMigrator.Run(new MigrationOptions(connectionString)),
            Throws.TypeOf<MigrationException>().With.Message.Contains("Check ConnectionStrings__Outlier"));

    private Task ExecuteAsync(string sql) => Statements.ExecuteAsync(_database.ConnectionString, sql);

    /// <summary>A migration that builds an index without locking the table.</summary>
    internal static SqlScriptFile Alone() => SqlScriptFile.Create(
        $"migrations/{ScriptCatalog.Load().Version + 1:D4}_index.sql",
        """
        -- Outside a transaction.
        create unique index concurrently if not exists labels_name on outlier.labels (name);
        -- An index for reports.
        create index concurrently if not exists labels_shape on outlier.labels (char_length(name));

        """);
}
