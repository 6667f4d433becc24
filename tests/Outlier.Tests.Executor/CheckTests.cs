using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Outlier.Executor.Checks;
using Outlier.Executor.Commands;
using Outlier.Simulator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>Checks that <c>outlier check</c> finds each problem and names it.</summary>
public sealed class CheckTests
{
    private const string Label = "104fdf4f-7ab6-402d-b0f7-686c8bf8b860";

    // The test server has just started. This function makes it appear to have run for a long time.
    private const string ForLong =
        "create or replace function outlier.jobs_expected_since() returns timestamptz language sql stable set search_path = '' as $$ select timestamptz 'epoch' $$; ";

    private const string OfDatabase = "do $$ begin execute format('alter database %I set ' || $_$";

    private const string EndOfDatabase = "$_$, current_database()); end $$";

    private const string Healthy =
        $"""
         update outlier.settings set archive_label_id = '{Label}';
         update outlier.lookup_templates set content = '{Label}' where name = 'missive_broadcast_post_closing_label_id';
         set role outlier_owner;
         select outlier.schedule_jobs();
         insert into cron.job_run_details (jobid, status, start_time, end_time) select jobid, 'succeeded', now(), now() from cron.job;
         reset role;
         """;

    [Test]
    public async Task Nothing_is_wrong_where_nothing_is()
    {
        await using var newsroom = await OpenAsync();
        var results = await LookAsync(newsroom);
        Assert.Multiple(() =>
        {
            Assert.That(results.Where(result => !result.Ok), Is.Empty);
            Assert.That(results.Select(result => result.Name), Is.SupersetOf((string[])
            [
                "configuration", "schema", "server", "pg_cron", "scheduler", "writes", "replication", "statement_timeout", "settings", "roles", "rights", "segment rights",
                "objects", "triggers", "sequences", "tokens", "connections", "functions", "quotas of tokens", "sending number", "organization", "archive label",
                "undeliverable label", "sending", "quotas", "job maintain-queues", "clock of the database", "notifications", "Missive__GeneralToken",
                "Missive__FirstMessagesToken", "Missive__SecondMessagesToken", "clock of Missive", "organization in Missive", "Twilio__AuthToken", "clock of Twilio",
            ]));
        });
    }

    [TestCase("update outlier.settings set sending_phone_number = null", "sending number", "no phone number")]
    [TestCase("update outlier.settings set organization_id = null", "organization", "no Missive organization")]
    [TestCase("update outlier.settings set organization_id = '0e72038c-52f1-4e3b-9705-26b8d6c0b818'", "organization in Missive", "not one that the token has access to")]
    [TestCase("update outlier.settings set archive_label_id = null", "archive label", "archive_label_id is not set")]
    [TestCase("update outlier.lookup_templates set content = 'soon' where name like '%label_id'", "undeliverable label", "does not contain the id of a label")]
    [TestCase("select outlier.stop_all_sending()", "sending", "stopped")]
    [TestCase("update outlier.quotas set held_until = now() + interval '1 hour', hold_reason = 'refused' where name = 'general'", "quotas", "calls of the quota general are paused")]
    [TestCase("delete from cron.job where jobname = 'check-and-trigger-broadcast'", "job check-and-trigger-broadcast", "not scheduled")]
    [TestCase("update cron.job set active = false where jobname = 'maintain-queues'", "job maintain-queues", "switched off")]
    [TestCase("update cron.job set schedule = '0 0 * * *' where jobname = 'check-and-run-campaigns'", "job check-and-run-campaigns", "should be * * * * *")]
    [TestCase("update cron.job set command = 'select 1' where jobname = 'check-and-run-campaigns'", "job check-and-run-campaigns", "should be")]
    [TestCase("update cron.job_run_details set status = 'failed', return_message = 'permission denied' where jobid = (select jobid from cron.job where jobname = 'maintain-queues')", "job maintain-queues", "permission denied")]
    [TestCase(ForLong + "delete from cron.job_run_details", "job check-and-trigger-broadcast", "has not run yet")]
    [TestCase(ForLong + "update cron.job_run_details set start_time = now() - interval '1 hour'", "job maintain-queues", "has not run since")]
    [TestCase(ForLong + "update cron.job_run_details set start_time = now() - interval '3 minutes'", "scheduler", "pg_cron has run no job since")]
    [TestCase(ForLong + "delete from cron.job_run_details", "scheduler", "pg_cron has run no job since")]
    [TestCase("alter table outlier.authors disable trigger _200_exclude_own", "triggers", "the trigger _200_exclude_own on outlier.authors is disabled")]
    [TestCase("alter table outlier.authors enable replica trigger _200_exclude_own", "triggers", "the trigger _200_exclude_own on outlier.authors is disabled")]
    [TestCase("alter table outlier.broadcasts_segments disable trigger all", "triggers", "on outlier.broadcasts_segments is disabled, and ")]
    [TestCase("do $$ begin execute format('alter role outlier_owner in database %I set datestyle = German', current_database()); end $$", "settings", "the jobs of outlier_owner run with DateStyle = german")]
    [TestCase("do $$ begin execute format('alter role outlier_owner in database %I set role = outlier_reader', current_database()); end $$", "settings", "the jobs of outlier_owner run with role = outlier_reader")]
    [TestCase(OfDatabase + "session_replication_role = replica" + EndOfDatabase, "triggers", "no trigger fires")]
    [TestCase("drop trigger _200_exclude_own on outlier.authors", "objects", "outlier.authors._200_exclude_own is missing")]
    [TestCase("drop view outlier.queue_status cascade", "objects", "outlier.queue_status is missing")]
    [TestCase("delete from outlier.tokens where name = 'second_messages'", "tokens", "no row for second_messages")]
    [TestCase("create or replace function outlier.queue_name(p_is_second boolean) returns text language sql immutable strict set search_path = '' as 'select null::text'", "functions", "somebody changed outlier.queue_name in the database")]
    [TestCase("alter function api.ring(text) security invoker", "functions", "somebody changed api.ring in the database")]
    [TestCase("insert into outlier.incidents (kind, message) values ('x', 'x'); select setval(pg_get_serial_sequence('outlier.incidents', 'id'), 1, false)", "sequences", "is behind outlier.incidents.id, which goes up to")]
    [TestCase("select setval(pg_get_serial_sequence('outlier.consent_patterns', 'id'), 3)", "sequences", "is behind outlier.consent_patterns.id, which goes up to")]
    [TestCase("grant select (phone_number) on outlier.authors to outlier_executor", "rights", "has rights on tables or columns, such as outlier.authors")]
    [TestCase("grant update (unsubscribed) on outlier.authors to public", "rights", "has rights on tables or columns, such as outlier.authors")]
    [TestCase(OfDatabase + "default_transaction_read_only = on" + EndOfDatabase, "writes", "read-only for this login")]
    [TestCase("do $$ begin execute format('alter role outlier_owner in database %I set default_transaction_read_only = on', current_database()); end $$", "writes", "is on for outlier_owner")]
    [TestCase(OfDatabase + "statement_timeout = '1s'" + EndOfDatabase, "statement_timeout", "the executor's statement_timeout is 1s")]
    [TestCase("do $$ begin execute format('alter role outlier_owner in database %I set statement_timeout = ''2s''', current_database()); end $$", "statement_timeout", "the statement_timeout of outlier_owner is 2s")]
    [TestCase("do $$ begin execute format('alter database %I connection limit 12', current_database()); end $$", "connections", "allows this login 12 connections, and one executor opens up to 17")]
    [TestCase("drop schema cron cascade", "pg_cron", "pg_cron is not in this database")]
    [TestCase("revoke execute on function api.record_request from outlier_executor", "roles", "may not call all functions")]
    [TestCase("grant select on outlier.authors to outlier_executor", "rights", "has rights on tables")]
    [TestCase("revoke select on outlier.authors from outlier_segments", "segment rights", "audience tables")]
    [TestCase("grant select on outlier.settings to outlier_segments", "segment rights", "no others")]
    [TestCase("delete from outlier.applied_scripts where name > 'migrations/0005'", "schema", "outlier migrate")]
    [TestCase("drop function api.report_claims", "schema", "no function api.report_claims")]
    [TestCase("drop schema api cascade", "schema", "not migrated")]
    [Category("check"), Category("api.read_functions"), Category("check-more")]
    public async Task What_is_broken_in_the_database_is_found_and_named(string damage, string name, string problem)
    {
        await using var newsroom = await OpenAsync();
        await newsroom.RunAsync(damage);
        Expect(await LookAsync(newsroom), name, problem);
    }

    [TestCase("Missive:GeneralToken", "wrong", "Missive__GeneralToken", "refuses Missive__GeneralToken (401)")]
    [TestCase("Missive:SecondMessagesToken", "wrong", "Missive__SecondMessagesToken", "refuses Missive__SecondMessagesToken (401)")]
    [TestCase("Missive:SecondMessagesToken", RunningExecutor.FirstToken, "quotas of tokens", "Missive__FirstMessagesToken, Missive__SecondMessagesToken are the same token, and draw on separate quotas (first_messages, second_messages)")]
    [TestCase("Missive:BaseUrl", "http://127.0.0.1:1/v1", "Missive__GeneralToken", "cannot be reached at http://127.0.0.1:1/v1")]
    [TestCase("Missive:WebhookSecret", "", "configuration", "Missive__WebhookSecret is not set")]
    [TestCase("ConnectionStrings:Outlier", "Host=127.0.0.1;Port=1;Username=nobody", "schema", "cannot be reached")]
    [TestCase("Dub:BaseUrl", "http://127.0.0.1:1", "Dub__ApiKey", "cannot be reached at http://127.0.0.1:1")]
    [TestCase("Twilio:AuthToken", "wrong", "Twilio__AuthToken", "refuses Twilio__AuthToken (401)")]
    [TestCase("Twilio:BaseUrl", "http://127.0.0.1:1", "Twilio__AuthToken", "cannot be reached at http://127.0.0.1:1")]
    [TestCase("Twilio:AccountSid", "", "configuration", "belong together")]
    [TestCase("Auth:JwtSecret", "short", "configuration", "Auth__JwtSecret has fewer than")]
    [TestCase("Auth:JwtSecret", Http.Jwt.Secret, "Auth__Audience", "Auth__Audience is not set, although Auth__JwtSecret is")]
    [Category("check")]
    public async Task What_is_wrong_in_the_configuration_is_found_and_named(string key, string value, string name, string problem)
    {
        await using var newsroom = await OpenAsync();
        newsroom.Simulator.State.Options.ValidTokens = [RunningExecutor.FirstToken, RunningExecutor.SecondToken, "token-of-the-rest"];
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Dub:ApiKey"] = "key-of-dub",
            ["Dub:BaseUrl"] = newsroom.Simulator.Address.ToString(),
            [key] = value,
        };
        Expect(await LookAsync(newsroom, settings), name, problem);
    }

    [Test]
    public async Task Missive_that_fails_is_named_with_its_answer()
    {
        await using var newsroom = await OpenAsync();
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/organizations", Status = 503 });
        Expect(await LookAsync(newsroom), "Missive__GeneralToken", "Missive answers 503");
    }

    private static IEnumerable<TestCaseData> Poolers() => Pooler.Program is null
        ? [new TestCaseData("none", true).SetName("A_pooler_that_swallows_notifications_is_named (skipped: pgbouncer is not on this machine)")]
        :
        [
            new TestCaseData("transaction", false).SetName("A_pooler_in_transaction_mode_is_named"),
            new TestCaseData("session", true).SetName("A_pooler_in_session_mode_is_fine"),
        ];

    [TestCaseSource(nameof(Poolers))]
    [Category("check")]
    public async Task A_pooler_that_swallows_notifications_is_named(string mode, bool heard)
    {
        if (Pooler.Program is null)
        {
            Assert.Ignore("pgbouncer is not on this machine: apt-get install pgbouncer");
        }

        await using var newsroom = await OpenAsync();
        await using var pooler = await Pooler.StartAsync(newsroom.Database.ConnectionString, mode);
        var results = await LookAsync(newsroom, new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = pooler.ConnectionString });
        if (heard)
        {
            Assert.That(results.Single(result => result.Name == "notifications").Problem, Is.Null);
        }
        else
        {
            Expect(results, "notifications", "goes through a pooler in transaction mode");
        }
    }

    [Test]
    [Category("check-more")]
    public async Task A_pooler_with_too_few_connections_is_named()
    {
        if (Pooler.Program is null)
        {
            Assert.Ignore("pgbouncer is not on this machine: apt-get install pgbouncer");
        }

        await using var newsroom = await OpenAsync();
        await using var pooler = await Pooler.StartAsync(newsroom.Database.ConnectionString, "session", size: 8);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = pooler.ConnectionString };
        Expect(await LookAsync(newsroom, settings), "connections", "connections at once, and one executor opens up to 17");
    }

    [Test]
    [Category("check-more")]
    public async Task A_statement_timeout_that_ends_every_call_is_named_and_not_taken_for_a_database_that_is_gone()
    {
        await using var newsroom = await OpenAsync();
        // The call waits for this lock, so it exceeds the timeout even on a fast machine.
        await newsroom.RunAsync("begin; lock table outlier.applied_scripts in access exclusive mode");
        var connectionString = new Npgsql.NpgsqlConnectionStringBuilder(newsroom.Database.ConnectionStringFor("outlier_executor"));
        connectionString.Options += " -c statement_timeout=50ms";
        var results = await LookAsync(newsroom, new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = connectionString.ConnectionString });
        Expect(results, "schema", "the statement_timeout of this login is too short");
        Assert.That(results.Select(result => result.Problem ?? string.Empty), Has.None.Contains("cannot be reached"));
    }

    [Test]
    [Category("check-more")]
    public async Task A_clock_that_is_not_the_databases_is_named()
    {
        await using var newsroom = await OpenAsync();
        Expect(await LookAsync(newsroom, time: new ShiftedTime(TimeSpan.FromMinutes(-2))), "clock of the database", "seconds ahead of this machine's");
    }

    [TestCase(60, "60 seconds ahead of")]
    [TestCase(-60, "60 seconds behind")]
    public void A_clock_that_is_wrong_is_named(int seconds, string problem)
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        Assert.Multiple(() =>
        {
            Assert.That(ClockCheck.Compare("Missive", now.AddSeconds(seconds), now, TimeSpan.FromSeconds(30)).Problem, Does.Contain(problem));
            Assert.That(ClockCheck.Compare("Missive", now.AddSeconds(seconds / 3), now, TimeSpan.FromSeconds(30)).Ok, Is.True);
        });
    }

    [Test]
    [Category("check")]
    public async Task The_program_prints_a_line_each_and_ends_non_zero_where_something_is_wrong()
    {
        await using var newsroom = await OpenAsync();
        var configuration = Configuration(newsroom);
        var fine = await OutlierProcess.RunAsync(["check"], configuration);
        await newsroom.RunAsync("update outlier.settings set sending_phone_number = null");
        var broken = await OutlierProcess.RunAsync(["check", "--json"], configuration);
        Assert.Multiple(() =>
        {
            Assert.That(fine.ExitCode, Is.Zero, fine.Output + fine.Error);
            Assert.That(fine.Output, Does.Contain("ok       schema").And.EndWith("nothing is wrong.\n"));
            Assert.That(broken.ExitCode, Is.EqualTo(1));
        });
        using var json = JsonDocument.Parse(broken.Output);
        var wrong = json.RootElement.EnumerateArray().Single(item => !item.GetProperty("ok").GetBoolean());
        Assert.Multiple(() =>
        {
            Assert.That(wrong.GetProperty("name").GetString(), Is.EqualTo("sending number"));
            Assert.That(wrong.GetProperty("remedy").GetString(), Does.Contain("update outlier.settings"));
        });
    }

    private static async Task<Newsroom> OpenAsync()
    {
        var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync(Healthy);
        return newsroom;
    }

    private static Dictionary<string, string?> Configuration(Newsroom newsroom)
    {
        var configuration = RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address);
        foreach (var (key, value) in newsroom.WithTwilio.Where(setting => setting.Key.StartsWith("Twilio:", StringComparison.Ordinal)))
        {
            configuration[key] = value;
        }

        return configuration;
    }

    private static void Expect(IReadOnlyList<CheckResult> results, string name, string problem)
    {
        var found = results.FirstOrDefault(result => result.Name == name && !result.Ok);
        Assert.That(found?.Problem, Does.Contain(problem), string.Join('\n', results.Where(result => !result.Ok)));
        Assert.That(found!.Remedy, Is.Not.Empty);
    }

    private static async Task<IReadOnlyList<CheckResult>> LookAsync(Newsroom newsroom, IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? time = null)
    {
        await using var program = RunCommand.Build(builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(Configuration(newsroom));
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal));
            builder.Services.AddSingleton(time ?? TimeProvider.System);
        });
        return await CheckCommand.LookAsync(program.Services, CancellationToken.None);
    }
}
