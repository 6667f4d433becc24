using Npgsql;
using Outlier.Migrator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Migrations;

/// <summary>
/// Checks the migration with the real pg_cron, in the only database of the server that has it. The quickstart shows
/// that pg_cron's scheduler runs the jobs at their times.
/// </summary>
[TestFixture]
public sealed class CronTests
{
    private const long TurnsLock = 7_264_512_002;

    private NpgsqlConnection? _turn;
    private NpgsqlConnection _connection = null!;
    private string _connectionString = null!;
    private MigrationResult _result = null!;

    [OneTimeSetUp]
    public async Task Migrate_the_database_of_pg_cron()
    {
        var server = await TestDatabase.ServerAsync();
        if (await server.ScalarAsync<string>("select current_setting('cron.database_name', true)") != TestServer.CronDatabase)
        {
            Assert.Ignore($"pg_cron is not loaded on {server.Description} with cron.database_name = {TestServer.CronDatabase}.");
        }

        // A server has only one such database, so the lock lets test runs take turns.
        _turn = new NpgsqlConnection(server.ConnectionStringTo("postgres"));
        await _turn.OpenAsync();
        await _turn.ExecuteAsync($"select pg_advisory_lock({TurnsLock})");
        await server.ExecuteAsync($"drop database if exists {TestServer.CronDatabase} with (force)");
        await server.ExecuteAsync($"create database {TestServer.CronDatabase} template template0");
        _connectionString = server.ConnectionStringTo(TestServer.CronDatabase);
        _result = DatabaseMigrator.Run(new MigrationOptions(_connectionString));
        _connection = new NpgsqlConnection(_connectionString);
        await _connection.OpenAsync();
    }

    [OneTimeTearDown]
    public async Task Drop_it()
    {
        if (_turn is null)
        {
            return;
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        await (await TestDatabase.ServerAsync()).ExecuteAsync($"drop database if exists {TestServer.CronDatabase} with (force)");
        await _turn.DisposeAsync();
    }

    [Test]
    public void The_migrator_says_that_jobs_are_scheduled() => Assert.That(_result.Cron, Is.True);

    [Test]
    [Category("job-check-and-trigger-broadcast"), Category("job-check-and-run-campaigns"), Category("job-daily-reconciliation")]
    [Category("job-daily-failed-deliveries-setup"), Category("job-daily-archive-double-failures-setup")]
    public async Task The_jobs_are_scheduled_for_the_owner_in_this_database()
    {
        string[] expected =
        [
            "check-and-trigger-broadcast * * * * * outlier_owner outlier_cron true",
            "check-and-run-campaigns * * * * * outlier_owner outlier_cron true",
            "maintain-queues * * * * * outlier_owner outlier_cron true",
            "retry-webhooks * * * * * outlier_owner outlier_cron true",
            "daily-reconciliation 0 20 * * * outlier_owner outlier_cron true",
            "daily-failed-deliveries-setup 0 22 * * * outlier_owner outlier_cron true",
            "daily-archive-double-failures-setup 0 23 * * * outlier_owner outlier_cron true",
            "maintain-partitions 17 9 * * * outlier_owner outlier_cron true",
            "forget-job-runs 40 4 * * * outlier_owner outlier_cron true",
        ];
        var jobs = await _connection.ColumnAsync<string>(
            "select concat_ws(' ', jobname, schedule, username, database, active::text) from cron.job where jobname not like 'send-%' order by jobname");
        Assert.That(jobs, Is.EquivalentTo(expected));
    }

    [Test]
    [Category("job-send-first-messages")]
    public async Task The_send_job_comes_with_the_first_row_and_goes_with_the_last()
    {
        const string SendJobs = "select string_agg(jobname || ' ' || schedule || ' ' || username, ', ') from cron.job where jobname like 'send-%'";
        var version = Version.Parse((await _connection.ScalarAsync<string>("select split_part(extversion, '-', 1) from pg_extension where extname = 'pg_cron'"))!);
        var schedule = version >= new Version(1, 5) ? "2 seconds" : "* * * * *";
        await _connection.ExecuteAsync(
            """
            insert into outlier.authors (phone_number) values ('+13135550142');
            insert into outlier.campaigns (state, processed, first_message, run_at) values ('sending', true, 'x', now());
            insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message)
            values ((select max(id) from outlier.campaigns), '+13135550142', 'x');
            """);
        Assert.That(await _connection.ScalarAsync<string>(SendJobs), Is.EqualTo($"send-first-messages {schedule} outlier_owner"));
        await _connection.ExecuteAsync("delete from outlier.broadcast_first_messages; delete from outlier.campaigns");
        Assert.That(await _connection.ScalarAsync<string>(SendJobs), Is.Null);
    }

    [Test]
    [Category("job-check-and-trigger-broadcast"), Category("job-check-and-run-campaigns")]
    public async Task Each_job_runs_as_its_user()
    {
        var jobs = await _connection.ColumnAsync<string>("select username || '|' || command from cron.job");
        Assert.That(jobs, Is.Not.Empty);
        foreach (var job in jobs.Select(text => text.Split('|', 2)))
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(_connectionString) { Options = $"-c role={job[0]}" }.ConnectionString);
            await connection.OpenAsync();
            Assert.That(async () => await connection.ExecuteAsync(job[1]), Throws.Nothing, job[1]);
        }
    }
}
