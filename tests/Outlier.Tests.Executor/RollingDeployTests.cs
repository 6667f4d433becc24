using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Outlier.Executor.Database;
using Outlier.Migrator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks executors of two versions with one database, in every order in which they can be updated.
/// </summary>
public sealed class RollingDeployTests
{
    private static readonly ScriptCatalog Ours = ScriptCatalog.Load();

    [Test]
    public async Task The_previous_program_starts_on_the_next_schema_and_sends()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        NextVersion.Migrate(newsroom.Database.ConnectionString);
        using var previous = OutlierProcess.Start(
            ["run"], RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address));
        await previous.ListenAsync();
        await newsroom.BroadcastAsync(20);
        await newsroom.UntilAsync("(select count(*) = 20 from outlier.message_statuses)");
        Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To).ToList(), Is.Unique.And.Count.EqualTo(20));
        Assert.That(previous.Log, Does.Contain($"The database has schema version {NextVersion.Version}"));
        Assert.That(await previous.StopAsync(), Is.Zero);
    }

    [Test]
    public async Task A_migration_in_the_middle_of_sending_loses_neither_messages_nor_webhooks()
    {
        const int People = 400;
        await using var newsroom = await Newsroom.OpenAsync();
        var executor = await newsroom.StartExecutorAsync();
        using var inbox = new Inbox(executor.Address);
        using var migrated = new CancellationTokenSource();
        var statuses = new List<HttpStatusCode>();
        var webhooks = Task.Run(async () =>
        {
            while (!migrated.IsCancellationRequested)
            {
                using var answer = await inbox.DeliverAsync(Incoming(statuses.Count));
                statuses.Add(answer.StatusCode);
            }
        });
        await newsroom.BroadcastAsync(People);
        await newsroom.UntilAsync("(select count(*) >= 20 from outlier.message_statuses)");
        var result = await Task.Run(() => NextVersion.Migrate(newsroom.Database.ConnectionString));
        await migrated.CancelAsync();
        await webhooks;
        await newsroom.UntilAsync("not exists (select from outlier.queued_messages)");
        // The count includes the webhooks that the simulated Missive sends, one for each message.
        await newsroom.UntilAsync($"(select count(*) = {statuses.Count + People} from outlier.invoke_history where state = 'done')");
        Assert.Multiple(async () =>
        {
            Assert.That(result.Migrations, Has.Count.EqualTo(2));
            Assert.That(statuses, Is.Not.Empty.And.All.EqualTo(HttpStatusCode.OK));
            Assert.That(newsroom.Simulator.State.WebhookFailures, Is.Zero);
            Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To).ToList(), Is.Unique.And.Count.EqualTo(People));
            Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(People));
        });
    }

    [Test]
    public async Task The_previous_program_that_is_told_to_migrate_the_next_schema_leaves_it_alone()
    {
        await using var database = await TestDatabase.CloneAsync();
        NextVersion.Migrate(database.ConnectionString);
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal);
        configuration["ConnectionStrings:Outlier"] = database.ConnectionString;
        var (exitCode, output, _) = await OutlierProcess.RunAsync(["migrate", "--without-cron"], configuration);
        Assert.That(exitCode, Is.Zero, "systemd starts outlier only after it");
        Assert.That(output, Does.Contain("serves this program too").And.Contain("The database is up to date."));
        Assert.That(
            await Sql.ScalarAsync<string>(database.ConnectionString, "select prosrc from pg_proc where proname = 'claim_messages'"),
            Does.Contain(NextVersion.Mark));
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
                Throws.TypeOf<SchemaException>()
                    .With.Message.Contains($"works with version {Ours.Version + 1} and newer. Run: outlier migrate"));
            Assert.That(
                () => CheckAsync(database, Next() with { Calls = [.. Next().Calls, "api.later"] }),
                Throws.TypeOf<SchemaException>()
                    .With.Message.Contains("no function api.later, which this program calls. Run: outlier migrate"));
        });
    }

    [Test]
    public async Task A_function_with_another_body_stops_nobody()
    {
        await using var database = await TestDatabase.CloneAsync();
        await Sql.ExecuteAsync(
            database.ConnectionString, "update outlier.applied_scripts set sha256 = 'other' where name like 'functions/%'");
        Assert.That(await CheckAsync(database, SchemaRange.OfThisProgram(Ours)), Is.True);
    }

    [Test]
    public void The_database_of_this_version_serves_programs_that_this_version_still_works_with() =>
        Assert.That(SchemaRange.OfThisProgram(Ours).Oldest, Is.LessThanOrEqualTo(Ours.Version));

    private static SchemaRange Next() => SchemaRange.OfThisProgram(Ours) with { Made = Ours.Version + 1 };

    private static async Task<bool> CheckAsync(TestDatabase database, SchemaRange range)
    {
        var connectionString = database.ConnectionStringFor("outlier_executor") + ";Pooling=true";
        await using var pools = new DatabasePools(new DatabaseOptions { ConnectionString = connectionString });
        return await new SchemaCheck(new OutlierApi(pools), range, NullLogger<SchemaCheck>.Instance).RunAsync(CancellationToken.None);
    }

    // A reply from a person who has just been texted. It uses the tables that the migration changes.
    private static string Incoming(int number) =>
        $$"""
          {"rule":{"id":"9e863285-b9dc-428f-a276-c5e95ce80167","description":"In","type":"incoming_sms_message"},
           "conversation":{"id":"{{new Guid(number % 50, 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1)}}","messages_count":{{number}},
             "authors":[{"name":"+13135550100","phone_number":"+13135550100"},{"name":"Ada","phone_number":"+1200555010{{number % 10}}"}]},
           "message":{"id":"{{new Guid(number, 2, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1)}}","preview":"Yes, number {{number}}",
             "type":"sms","delivered_at":1767362400,"references":[],"external_id":"SM{{number:x32}}",
             "from_field":{"id":"+1200555010{{number % 10}}","name":"Ada"},"to_fields":[{"id":"+13135550100","name":"Us"}]} }
          """;
}
