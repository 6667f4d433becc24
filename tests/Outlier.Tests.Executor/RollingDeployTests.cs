using Microsoft.Extensions.Logging.Abstractions;
using Outlier.Executor.Database;
using Outlier.Migrator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>Executors of two versions and one database, in every order in which they can be brought up to date.</summary>
public sealed class RollingDeployTests
{
    private static readonly ScriptCatalog Ours = ScriptCatalog.Load();

    [Test]
    public async Task The_previous_program_starts_on_the_next_schema_and_sends()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        MigrateToNext(newsroom.Database);
        using var previous = OutlierProcess.Start(
            ["run"], RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address));
        await previous.ListenAsync();
        await newsroom.BroadcastAsync(20);
        await newsroom.UntilAsync("(select count(*) = 20 from outlier.message_statuses)");
        Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To).ToList(), Is.Unique.And.Count.EqualTo(20));
        Assert.That(previous.Log, Does.Contain($"The database has version {Ours.Version + 1}"));
        Assert.That(await previous.StopAsync(), Is.Zero);
    }

    [Test]
    public async Task The_previous_program_that_is_told_to_migrate_the_next_schema_leaves_it_alone()
    {
        await using var database = await TestDatabase.CloneAsync();
        MigrateToNext(database);
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = database.ConnectionString };
        var (exitCode, output, _) = await OutlierProcess.RunAsync(["migrate", "--without-cron"], configuration);
        Assert.That(exitCode, Is.Zero, "systemd starts outlier only after it");
        Assert.That(output, Does.Contain("serves this program too").And.Contain("The database is up to date."));
        Assert.That(await Sql.ScalarAsync<string>(database.ConnectionString, "select outlier.queue_of(true)"), Is.EqualTo("second_messages"));
        Assert.That(await Sql.ScalarAsync<string>(database.ConnectionString, "select prosrc from pg_proc where proname = 'queue_of'"), Does.Contain("next"));
    }

    [Test]
    public async Task The_next_program_starts_on_the_previous_schema_where_its_range_allows()
    {
        await using var database = await TestDatabase.CloneAsync();
        Assert.That(await CheckAsync(database, Next()), Is.False, "it says that the database is older");
    }

    [Test]
    public async Task The_next_program_says_what_to_run_where_its_range_does_not_allow_it()
    {
        await using var database = await TestDatabase.CloneAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                () => CheckAsync(database, Next() with { Oldest = Ours.Version + 1 }),
                Throws.TypeOf<SchemaException>().With.Message.Contains($"works with version {Ours.Version + 1} and newer. Run: outlier migrate"));
            Assert.That(
                () => CheckAsync(database, Next() with { Calls = [.. Next().Calls, "api.later"] }),
                Throws.TypeOf<SchemaException>().With.Message.Contains("no function api.later, which this program calls. Run: outlier migrate"));
        });
    }

    [Test]
    public async Task A_function_with_another_body_stops_nobody()
    {
        await using var database = await TestDatabase.CloneAsync();
        await Sql.ExecuteAsync(database.ConnectionString, "update outlier.applied_scripts set sha256 = 'other' where name like 'functions/%'");
        Assert.That(await CheckAsync(database, SchemaRange.OfThisProgram(Ours)), Is.True);
    }

    [Test]
    public void The_database_of_this_version_serves_programs_that_this_version_still_works_with() =>
        Assert.That(SchemaRange.OfThisProgram(Ours).Oldest, Is.LessThanOrEqualTo(Ours.Version));

    private static SchemaRange Next() => SchemaRange.OfThisProgram(Ours) with { Made = Ours.Version + 1 };

    private static async Task<bool> CheckAsync(TestDatabase database, SchemaRange range)
    {
        await using var pools = new DatabasePools(new DatabaseOptions { ConnectionString = database.ConnectionStringFor("outlier_executor") + ";Pooling=true" });
        return await new SchemaCheck(new OutlierApi(pools), range, NullLogger<SchemaCheck>.Instance).RunAsync(CancellationToken.None);
    }

    /// <summary>The version after this one: a column, a body, a function that the program does not know.</summary>
    private static void MigrateToNext(TestDatabase database)
    {
        const string Body = "functions/queues/outlier.queue_of.sql";
        SqlScriptFile Changed(SqlScriptFile file) => file.Name == Body
            ? SqlScriptFile.Create(Body, file.Text.Replace("select case", "select /* next */ case", StringComparison.Ordinal))
            : file;
        DatabaseMigrator.Run(
            new MigrationOptions(database.ConnectionString, WithoutCron: true),
            ScriptCatalog.Of(
            [
                .. ScriptCatalog.Files().Select(Changed),
                SqlScriptFile.Create($"migrations/{Ours.Version + 1:D4}_next.sql", "alter table outlier.message_statuses add column next_column text;\n"),
                SqlScriptFile.Create("functions/shared/api.next.sql", "create or replace function api.next() returns text language sql as $$ select 'next' $$;\n"),
            ]));
    }
}
