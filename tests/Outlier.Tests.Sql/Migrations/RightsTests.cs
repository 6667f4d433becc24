using System.Text.RegularExpressions;
using Npgsql;
using Outlier.Migrator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Migrations;

/// <summary>
/// Checks that a role without superuser rights can migrate a database with pg_cron, with the steps of
/// <c>docs/how-to/install.md</c>. Uses a separate server, because roles belong to a whole server.
/// </summary>
[TestFixture]
public sealed partial class RightsTests
{
    private const string Deployer = "deployer";
    private const string Database = TestServer.CronDatabase;
    private const string Group = "administrators";
    private const string CronToGroup = "grant usage on schema cron to administrators with grant option; ";
    private const string Roles = "'deployer', 'administrators', 'outlier_owner', 'outlier_executor', 'outlier_reader', 'outlier_segments'";

    private TestServer? _server;

    private TestServer Server => _server!;

    private string AsAdministrator => Server.ConnectionStringTo(Database);

    private MigrationOptions Options => new(new NpgsqlConnectionStringBuilder(AsAdministrator) { Username = Deployer, Password = "pw" }.ConnectionString);

    [OneTimeSetUp]
    public async Task Start()
    {
        if (Environment.GetEnvironmentVariable("OUTLIER_TEST_DB") is { Length: > 0 })
        {
            Assert.Ignore("The server of OUTLIER_TEST_DB has other databases, which use the same roles.");
        }

        _server = await TestServer.StartAsync();
        if (await Server.ScalarAsync<string>("select current_setting('cron.database_name', true)") != Database)
        {
            Assert.Ignore($"pg_cron is not loaded on {Server.Description}.");
        }
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [SetUp]
    public async Task Begin()
    {
        await Server.ExecuteAsync($"drop database if exists {Database} with (force)");
        await Server.ExecuteAsync(
            $"do $$ declare v_role text; begin for v_role in select rolname from pg_roles where rolname in ({Roles}) loop execute format('drop owned by %I', v_role); end loop; end $$");
        await Server.ExecuteAsync(string.Concat(Roles.Replace("'", string.Empty, StringComparison.Ordinal).Split(", ").Select(role => $"drop role if exists {role};")));
        await Server.ExecuteAsync($"create role {Deployer} login password 'pw'");
        await Server.ExecuteAsync($"create database {Database} owner {Deployer} template template0");
    }

    [Test]
    [Category("migrate-rights")]
    public void A_plain_role_is_told_to_have_an_administrator_run_the_bootstrap() =>
        Assert.That(
            Migrate,
            Throws.TypeOf<MigrationException>()
                .With.Message.Contains("permission denied: the role deployer may not run: create role outlier_owner")
                .And.Message.Contains("let the administrator run sql/bootstrap.sql there"));

    [Test]
    [Category("migrate-rights")]
    public async Task After_the_bootstrap_alone_it_is_told_to_have_the_extension_made()
    {
        await BootstrapAsync();
        Assert.That(
            Migrate,
            Throws.TypeOf<MigrationException>()
                .With.Message.Contains($"pg_cron is not in the database {Database}, and the role deployer may not create it")
                .And.Message.Contains("create extension pg_cron;"));
    }

    [Test]
    [Category("migrate-rights")]
    public async Task After_the_steps_of_the_manual_it_migrates_and_each_right_that_is_missing_is_named_with_the_statement_that_grants_it()
    {
        await RunManualAsync("prepared");
        var first = Migrate();
        Assert.Multiple(() =>
        {
            Assert.That(first.Cron, Is.True);
            Assert.That(first.Warnings, Is.Empty);
        });
        Assert.That(Migrate().Functions, Is.Empty, "a second time there is nothing to do");
        Assert.That(await JobsAsync(), Is.EqualTo(9));

        (string Revoke, string Grant)[] rights =
        [
            ("revoke outlier_owner from deployer", "grant outlier_owner to deployer"),
            ("revoke outlier_segments from outlier_owner", "grant outlier_segments to outlier_owner"),
            ("alter role outlier_owner nologin", "alter role outlier_owner login"),
            ("alter role outlier_owner reset all", "alter role outlier_owner set statement_timeout = '5min'"),
            ("alter role outlier_executor nologin", "alter role outlier_executor login"),
            ("revoke usage on schema cron from outlier_owner, public", "grant usage on schema cron to outlier_owner"),
            ("revoke execute on all functions in schema cron from public", "grant execute on all functions in schema cron to outlier_owner"),
            ("revoke select on cron.job from public", "grant select on cron.job to outlier_owner"),
            ("revoke delete on cron.job_run_details from public", "grant select, delete on cron.job_run_details to outlier_owner"),
        ];
        foreach (var (revoke, grant) in rights)
        {
            await Statements.ExecuteAsync(AsAdministrator, revoke);
            Assert.That(
                Migrate,
                Throws.TypeOf<MigrationException>()
                    .With.Message.Contains($"permission denied: the role deployer may not run: {grant}. ")
                    .And.Message.Contains($"in the database {Database}: {grant}; "),
                revoke);
            await Statements.ExecuteAsync(AsAdministrator, grant);
            Assert.That(Migrate().Warnings, Is.Empty, $"{grant} is enough");
        }

        await Statements.ExecuteAsync(AsAdministrator, "revoke pg_read_all_settings from outlier_owner");
        Assert.That(Migrate().Warnings, Has.One.Contains("Ask an administrator to run: grant pg_read_all_settings to outlier_owner;"));
        await Statements.ExecuteAsync(AsAdministrator, "grant pg_read_all_settings to outlier_owner");
        Assert.That(Migrate().Warnings, Is.Empty);
    }

    [Test]
    [Category("migrate-rights")]
    public async Task The_role_that_the_administrator_names_migrates_a_database_that_it_does_not_own()
    {
        await Server.ExecuteAsync($"alter database {Database} owner to current_user; revoke temporary on database {Database} from public");
        await Statements.ExecuteAsync(AsAdministrator, "create extension pg_cron; set migrate.role = 'deployer';" + await BootstrapTextAsync());
        Assert.That(Migrate().Cron, Is.True);
        Assert.That(await JobsAsync(), Is.EqualTo(9));
    }

    [Test]
    [Category("migrate-rights")]
    public async Task A_role_that_may_create_roles_migrates_its_database_after_the_steps_of_the_manual()
    {
        await Server.ExecuteAsync($"alter role {Deployer} createrole");
        await RunManualAsync("createrole");
        var first = Migrate();
        Assert.Multiple(() =>
        {
            Assert.That(first.Cron, Is.True);
            Assert.That(first.Warnings, Is.Empty);
        });
        Assert.That(Migrate().Functions, Is.Empty, "a second time there is nothing to do");
        Assert.That(await JobsAsync(), Is.EqualTo(9));
    }

    // The rights are those that each service's public documentation lists for the customer's role. A superuser creates
    // the extension for that role. If the role may not grant usage on the schema cron, the migration says so; the tests
    // above check that.
    [TestCase("createdb createrole", CronToGroup + "grant pg_monitor, pg_signal_backend to administrators with admin option",
        TestName = "The_administrator_of_Amazon_RDS_migrates")]
    [TestCase("createdb createrole", CronToGroup + "grant pg_monitor to administrators", TestName = "The_administrator_of_Google_Cloud_SQL_migrates")]
    [TestCase("createdb createrole replication", CronToGroup + "grant pg_read_all_settings, pg_monitor, pg_signal_backend to administrators with admin option",
        TestName = "The_administrator_of_Azure_Flexible_Server_migrates")]
    [TestCase("createdb createrole replication bypassrls", "grant usage on schema cron to deployer with grant option; grant all on all tables in schema cron to deployer with grant option; "
        + "grant pg_monitor, pg_read_all_data, pg_signal_backend to deployer", TestName = "The_role_postgres_of_Supabase_migrates")]
    [TestCase("createdb createrole bypassrls", CronToGroup + "grant pg_monitor to administrators with admin option; grant pg_read_all_data, pg_write_all_data to administrators",
        TestName = "The_owner_of_a_database_of_Neon_migrates")]
    [Category("migrate-rights")]
    public async Task The_administrator_of_a_service_migrates(string attributes, string grants)
    {
        await Server.ExecuteAsync($"create role {Group}; grant {Group} to {Deployer}; alter role {Deployer} {attributes}");
        await Statements.ExecuteAsync(AsAdministrator, $"create extension pg_cron; {grants}");
        var first = Migrate();
        Assert.Multiple(() =>
        {
            Assert.That(first.Cron, Is.True);
            Assert.That(first.Warnings, Has.All.Contains("grant pg_read_all_settings to outlier_owner"), "this right is the service's to give");
        });
        Assert.That(Migrate().Functions, Is.Empty, "a second time there is nothing to do");
        Assert.That(await JobsAsync(), Is.EqualTo(9));
        // The next steps of the manual.
        await Statements.ExecuteAsync(
            Options.ConnectionString,
            "alter role outlier_executor password 'pw'; update outlier.settings set sending_phone_number = '+13135550100', time_zone = 'America/Detroit'");
        var executor = new NpgsqlConnectionStringBuilder(AsAdministrator) { Username = "outlier_executor", Password = "pw" }.ConnectionString;
        Assert.That(await Statements.ScalarAsync<string>(executor, "select api.read_readiness()::text"), Is.EqualTo("[]"));
    }

    [TestCase("postgres", TestName = "A_database_that_an_administrator_restored_without_owners_is_handed_back_by_the_bootstrap")]
    [TestCase(Deployer, TestName = "A_database_that_the_role_restored_without_owners_is_handed_back_by_the_migration")]
    [Category("migrate-rights")]
    public async Task A_restore_without_owners(string restorer)
    {
        await RunManualAsync("prepared");
        Migrate();
        var owners = await OwnersAsync();
        var file = $"/tmp/outlier-{Guid.NewGuid():N}.dump";
        var dumped = await Server.RunToolAsync("pg_dump", "-Fc", "-n", "outlier", "-n", "api", "-f", file, Database);
        Assert.That(dumped?.ExitCode, Is.Zero, dumped?.Output);
        var restored = await Server.RunToolAsync("pg_restore", "--no-owner", $"--role={restorer}", "--clean", "--if-exists", "-d", Database, file);
        Assert.That(restored?.Output, Does.Not.Contain("already exists"));
        Assert.That(await OwnersAsync(), Is.Not.EqualTo(owners));
        if (restorer != Deployer)
        {
            Assert.That(
                Migrate,
                Throws.TypeOf<MigrationException>()
                    .With.Message.Contains($"the tables and functions belong to {restorer}, and the role deployer may not run: alter schema api owner to outlier_owner")
                    .And.Message.Contains($"Ask an administrator to run sql/bootstrap.sql in the database {Database}"));
            await BootstrapAsync();
        }

        Assert.That(Migrate().Migrations, Is.Empty);
        Assert.That(await OwnersAsync(), Is.EqualTo(owners));
        Assert.That(Migrate().Functions, Is.Empty);
        await Server.RunToolAsync("rm", file);
    }

    private MigrationResult Migrate() => DatabaseMigrator.Run(Options);

    private async Task BootstrapAsync() => await Statements.ExecuteAsync(AsAdministrator, await BootstrapTextAsync());

    private static Task<string> BootstrapTextAsync() => File.ReadAllTextAsync(Repository.PathTo("sql", "bootstrap.sql"));

    private Task<long> JobsAsync() => Statements.ScalarAsync<long>(AsAdministrator, "select count(*) from cron.job where username = 'outlier_owner' and active");

    private async Task<IReadOnlyList<string>> OwnersAsync()
    {
        await using var connection = new NpgsqlConnection(AsAdministrator);
        await connection.OpenAsync();
        return await connection.ColumnAsync<string>(
            """
            select 'schema ' || n.nspname || ' ' || n.nspowner::regrole from pg_namespace as n where n.nspname in ('outlier', 'api')
            union all select 'table ' || c.oid::regclass || ' ' || c.relowner::regrole from pg_class as c where c.relnamespace in ('outlier'::regnamespace, 'api'::regnamespace)
            union all select 'type ' || t.oid::regtype || ' ' || t.typowner::regrole from pg_type as t where t.typnamespace in ('outlier'::regnamespace, 'api'::regnamespace)
            union all select 'function ' || p.oid::regprocedure || ' ' || p.proowner::regrole from pg_proc as p where p.pronamespace in ('outlier'::regnamespace, 'api'::regnamespace)
            order by 1
            """);
    }

    /// <summary>Runs the lines of a page in order, as an administrator would.</summary>
    private async Task RunManualAsync(string part)
    {
        var page = await File.ReadAllTextAsync(Repository.PathTo("docs", "how-to", "install.md"));
        var block = page[page.IndexOf($"<!-- {part} -->", StringComparison.Ordinal)..];
        var lines = Line().Matches(block[..block.IndexOf("```\n\n", StringComparison.Ordinal)]);
        Assert.That(lines, Is.Not.Empty);
        foreach (Match line in lines)
        {
            await Statements.ExecuteAsync(AsAdministrator, line.Groups["sql"].Success
                ? line.Groups["sql"].Value.Replace("your_role", Deployer, StringComparison.Ordinal)
                : await File.ReadAllTextAsync(Repository.PathTo(line.Groups["file"].Value.Split('/'))));
        }
    }

    [GeneratedRegex("^psql -X -d outlier (-c \"(?<sql>[^\"]*)\"|-f (?<file>\\S+))$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
