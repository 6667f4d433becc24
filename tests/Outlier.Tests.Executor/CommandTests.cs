using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>Checks the program's commands from an operator's point of view.</summary>
public sealed class CommandTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    [TestCase("ConnectionStrings:Outlier", "ConnectionStrings__Outlier")]
    [TestCase("Missive:FirstMessagesToken", "Missive__FirstMessagesToken")]
    [TestCase("Missive:SecondMessagesToken", "Missive__SecondMessagesToken")]
    [TestCase("Missive:GeneralToken", "Missive__GeneralToken")]
    [TestCase("Missive:WebhookSecret", "Missive__WebhookSecret")]
    [Category("signature")]
    public async Task Run_names_the_key_that_is_missing(string key, string named)
    {
        var configuration = RunningExecutor.Configuration("Host=127.0.0.1;Port=1", Nowhere);
        configuration[key] = null;
        var (exitCode, output, error) = await OutlierProcess.RunAsync(["run"], configuration);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.StartWith($"outlier run: {named} is not set"));
            Assert.That(output, Is.Empty);
        });
    }

    [TestCase("Missive:WebhookSecret", " ", "Missive__WebhookSecret is not set")]
    [TestCase("Auth:JwtSecret", "an-example-secret-of-31-bytes-x", "Auth__JwtSecret has fewer than 32 bytes")]
    [TestCase("Auth:Authority", "http://login.example.org", "Auth__Authority must be an https address")]
    [TestCase("Auth:Authority", "https://login.example.org", "Auth__Audience is not set")]
    [TestCase("Auth:DefaultRole", "admin", "Auth__DefaultRole must be viewer, editor or sender")]
    [TestCase("Cors:Origins", "https://sidebar.example.org/path", "Cors__Origins must be addresses without a path")]
    [TestCase("Cors:Origins", "*", "Cors__Origins must be addresses without a path")]
    [TestCase("RateLimit:RequestsPerMinute", "0", "RateLimit__RequestsPerMinute must be 1 or more")]
    [TestCase("Uploads:MaxBytes", "0", "Uploads__MaxBytes must be 1 or more")]
    [Category("signature")]
    public async Task Run_names_the_key_that_is_wrong(string key, string value, string expected)
    {
        var configuration = RunningExecutor.Configuration("Host=127.0.0.1;Port=1", Nowhere);
        configuration[key] = value;
        var (exitCode, output, error) = await OutlierProcess.RunAsync(["run"], configuration);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.StartWith($"outlier run: {expected}"));
            Assert.That(output, Is.Empty);
        });
    }

    [Test]
    public async Task Run_says_that_the_database_cannot_be_reached()
    {
        var (exitCode, _, error) = await OutlierProcess.RunAsync(["run"], RunningExecutor.Configuration("Host=127.0.0.1;Port=1;Username=nobody", Nowhere));
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.Contain("cannot be reached").And.Contain("ConnectionStrings__Outlier"));
        });
    }

    [Test]
    public async Task Run_refuses_a_connection_string_that_is_none()
    {
        var (exitCode, _, error) = await OutlierProcess.RunAsync(["run"], RunningExecutor.Configuration("Hots=127.0.0.1", Nowhere));
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.Contain("ConnectionStrings__Outlier is not an Npgsql connection string"));
        });
    }

    [Test]
    public async Task Run_says_that_a_database_is_not_migrated()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var (exitCode, _, error) = await OutlierProcess.RunAsync(["run"], RunningExecutor.Configuration(database.ConnectionString, Nowhere));
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.Contain("outlier migrate"));
        });
    }

    [Test]
    public async Task Run_refuses_a_database_that_serves_newer_programs_only()
    {
        await using var database = await TestDatabase.CloneAsync();
        await Sql.ExecuteAsync(
            database.ConnectionString,
            """
            insert into outlier.applied_scripts (name, sha256) values ('migrations/9999_later.sql', '00');
            create or replace function api.schema_version() returns jsonb language sql as $$
              select '{"migration": "migrations/9999_later.sql", "version": 9999, "programsSince": 9998, "functions": []}'::jsonb
            $$;
            """);
        var (exitCode, _, error) = await OutlierProcess.RunAsync(["run"], RunningExecutor.Configuration(database.ConnectionStringFor("outlier_executor"), Nowhere));
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.Contain("newer than this program").And.Contain("9999_later"));
            Assert.That(error, Does.Contain("version 9998").And.Contain("Install a newer version of Outlier"));
        });
    }

    [Test]
    public async Task Migrate_says_what_it_did_and_the_second_time_that_there_was_nothing_to_do()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = database.ConnectionString };
        var dry = await OutlierProcess.RunAsync(["migrate", "--dry-run"], configuration);
        var first = await OutlierProcess.RunAsync(["migrate", "--without-cron"], configuration);
        var second = await OutlierProcess.RunAsync(["migrate", "--without-cron"], configuration);
        Assert.Multiple(() =>
        {
            Assert.That(dry.Output, Does.Contain("would run migrations/0001_schemas.sql").And.Contain("nothing was changed"));
            Assert.That(first.Output, Does.Contain("ran migrations/0001_schemas.sql").And.Contain("ran functions/sending/api.claim_messages.sql"));
            Assert.That(second.Output, Does.StartWith("The database is up to date."));
            Assert.That(new[] { dry.ExitCode, first.ExitCode, second.ExitCode }, Is.All.Zero);
        });
    }

    [Test]
    public async Task Migrate_says_in_a_line_that_its_user_has_not_the_rights()
    {
        await using var database = await TestDatabase.CloneAsync();
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = database.ConnectionStringFor("outlier_executor") };
        var (exitCode, _, error) = await OutlierProcess.RunAsync(["migrate", "--without-cron"], configuration);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.StartWith("outlier migrate: ").And.Contain("permission denied"));
            Assert.That(error.TrimEnd(), Does.Not.Contain("\n"));
        });
    }

    [Test]
    public async Task Migrate_says_how_to_get_pg_cron_and_changes_nothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = database.ConnectionString };
        var (exitCode, _, error) = await OutlierProcess.RunAsync(["migrate"], configuration);
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(error, Does.Contain("cron.database_name").And.Contain("--without-cron"));
        });
        Assert.That(await Sql.ScalarAsync<bool>(database.ConnectionString, "select to_regclass('outlier.settings') is null"), Is.True);
    }
}
