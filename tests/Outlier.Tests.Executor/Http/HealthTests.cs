using System.Net;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Http;

/// <summary>Checks the answers that an operator's monitoring and a container's health check read.</summary>
public sealed class HealthTests
{
    [Test]
    [Category("GET-/health/live"), Category("GET-/health/ready"), Category("api.read_readiness")]
    public async Task Ready_says_whether_it_can_work_and_live_that_it_is_there()
    {
        // The executor's clock stands still. So it does not reopen its listening connection before the clock advances.
        await using var door = await Door.OpenAsync();
        await UntilAsync(door, HttpStatusCode.OK, "ready");

        await door.Newsroom.RunAsync("alter function api.read_readiness(text) rename to elsewhere");
        await UntilAsync(
            door, HttpStatusCode.ServiceUnavailable, "the database rejects the check: function api.read_readiness(p_word => text) does not exist (SQLSTATE 42883)");
        await door.Newsroom.RunAsync("alter function api.elsewhere(text) rename to read_readiness");

        await door.Newsroom.RunAsync(
            """
            insert into cron.job_run_details (jobid, username, status, return_message, start_time, end_time)
            select j.jobid, j.username, 'failed', 'no such table', now(), now() from cron.job as j cross join generate_series(1, 2) where j.jobname = 'maintain-queues'
            """);
        await UntilAsync(door, HttpStatusCode.ServiceUnavailable, "the job maintain-queues failed twice in a row: no such table");
        await door.Newsroom.RunAsync("delete from cron.job_run_details");
        await UntilAsync(door, HttpStatusCode.OK, "ready");

        await door.Newsroom.ReadAsync<bool>("select bool_and(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'outlier listener' and datname = current_database()");
        await UntilAsync(door, HttpStatusCode.ServiceUnavailable, "not listening to the database");
        using var live = await door.SendAsync(HttpMethod.Get, "/health/live");
        Assert.That(live.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        // The pause before the reconnect begins a moment after the answer. So the clock must advance again and again.
        await UntilAsync(door, HttpStatusCode.OK, "ready", TimeSpan.FromMinutes(1));
    }

    [Test]
    [Category("dead-scheduler")]
    public async Task A_dead_scheduler_makes_it_not_ready_and_is_in_the_log_of_an_executor_that_nobody_asks()
    {
        await using var door = await Door.OpenAsync();
        await UntilAsync(door, HttpStatusCode.OK, "ready");
        await door.Newsroom.RunAsync(
            "create or replace function outlier.jobs_expected_since() returns timestamptz language sql stable set search_path = '' as $$ select timestamptz '2026-03-02 15:00+00' $$");
        const string Dead = "pg_cron has run no job since 2026-03-02 10:00:00 America/Detroit: no broadcast and no campaign starts";
        door.Time.Advance(TimeSpan.FromMinutes(1));
        await door.Executor.Log.UntilAsync($"This executor is not ready: {Dead}.");
        await UntilAsync(door, HttpStatusCode.ServiceUnavailable, Dead);
        using (var metrics = await door.SendAsync(HttpMethod.Get, "/metrics"))
        {
            Assert.That(await metrics.Content.ReadAsStringAsync(), Does.Contain("kind=\"scheduler_dead\""));
        }

        await door.Newsroom.RunAsync("insert into cron.job_run_details (jobid, status, start_time) select jobid, 'succeeded', now() from cron.job");
        await UntilAsync(door, HttpStatusCode.OK, "ready");
        await door.Newsroom.RunAsync("delete from cron.job_run_details");
        await UntilAsync(door, HttpStatusCode.ServiceUnavailable, Dead);
        await door.Newsroom.RunAsync("drop schema cron cascade");
        await UntilAsync(door, HttpStatusCode.OK, "ready");
        door.Time.Advance(TimeSpan.FromMinutes(1));
        await door.Executor.Log.UntilAsync("This executor is ready again.");
    }

    [TestCase("default_transaction_read_only = on", "is read-only: default_transaction_read_only is on (SQLSTATE 25006)")]
    [Category("ready-truth")]
    public async Task A_database_that_takes_no_writes_makes_it_not_ready(string setting, string reason)
    {
        await using var door = await Door.OpenAsync();
        await UntilAsync(door, HttpStatusCode.OK, "ready");
        await door.Newsroom.RunAsync($"do $$ begin execute format('alter database %I set {setting}', current_database()); end $$");
        await door.Newsroom.RunAsync(Reconnect);
        await UntilAsync(door, HttpStatusCode.ServiceUnavailable, reason, TimeSpan.FromMinutes(1));
        await door.Newsroom.RunAsync($"do $$ begin execute format('alter database %I reset {setting.Split(' ')[0]}', current_database()); end $$");
        await door.Newsroom.RunAsync(Reconnect);
        await UntilAsync(door, HttpStatusCode.OK, "ready", TimeSpan.FromMinutes(1));
    }

    [TestCase("transaction", HttpStatusCode.ServiceUnavailable, "a notification that this executor sent to itself did not arrive: a pooler in transaction mode drops LISTEN")]
    [TestCase("session", HttpStatusCode.OK, "ready")]
    [Category("ready-truth")]
    public async Task Behind_a_pooler_it_is_ready_only_where_notifications_arrive(string mode, HttpStatusCode status, string message)
    {
        if (Pooler.Program is null)
        {
            Assert.Ignore("pgbouncer is not on this machine: apt-get install pgbouncer");
        }

        await using var newsroom = await Newsroom.OpenAsync();
        await using var pooler = await Pooler.StartAsync(newsroom.Database.ConnectionString, mode);
        await using var executor = await RunningExecutor.StartAsync(pooler.ConnectionString, newsroom.Simulator.Address);
        await executor.Log.UntilAsync("Listening for notifications.");
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(executor.Address, "/health/ready"));
        var said = await Door.MessageOfAsync(answer);
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(status), said + executor.Log.Text);
            Assert.That(said, Does.StartWith(message));
        });
    }

    [Test]
    [Category("ready-truth")]
    public async Task A_full_disk_makes_it_not_ready_although_nothing_is_being_sent()
    {
        await using var disk = await SmallDisk.MountAsync();
        await using var newsroom = await Newsroom.OpenAsync();
        await disk.MoveAsync(newsroom.Database);
        var executor = await newsroom.StartExecutorAsync();
        await ReadyAsync(executor, HttpStatusCode.OK, "ready");
        await disk.FillAsync();
        await ReadyAsync(executor, HttpStatusCode.ServiceUnavailable, "No space left on device");
        disk.Clear();
        await ReadyAsync(executor, HttpStatusCode.OK, "ready");
    }

    [Test]
    [Category("ready-truth")]
    public async Task Many_who_ask_at_once_share_one_try()
    {
        await using var door = await Door.OpenAsync();
        await UntilAsync(door, HttpStatusCode.OK, "ready");
        var before = await door.Newsroom.ReadAsync<long>("select last_value from outlier.claim_id_seq");
        // The first request waits for this lock. The others must wait for its result.
        await door.Newsroom.RunAsync("begin; select pg_current_xact_id(); select from outlier.quotas for update");
        var asked = Enumerable.Range(0, 50).Select(_ => door.SendAsync(HttpMethod.Get, "/health/ready")).ToList();
        await door.Newsroom.UntilAsync("exists (select from pg_locks where not granted and transactionid = pg_current_xact_id()::xid)");
        await door.Newsroom.RunAsync("commit");
        foreach (var answer in await Task.WhenAll(asked))
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await Door.MessageOfAsync(answer));
            answer.Dispose();
        }

        // One check makes three claims.
        Assert.That(await door.Newsroom.ReadAsync<long>("select last_value from outlier.claim_id_seq") - before, Is.LessThan(30));
    }

    // A changed setting of a database applies to new sessions only, so the executor must reconnect.
    private const string Reconnect =
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'outlier %' and datname = current_database()";

    private static async Task ReadyAsync(RunningExecutor executor, HttpStatusCode status, string contains)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        using var client = new HttpClient();
        var said = string.Empty;
        while (!limit.IsCancellationRequested)
        {
            using var answer = await client.GetAsync(new Uri(executor.Address, "/health/ready"));
            said = $"{answer.StatusCode} {await Door.MessageOfAsync(answer)}";
            if (answer.StatusCode == status && said.Contains(contains, StringComparison.Ordinal))
            {
                return;
            }

            await Task.Yield();
        }

        Assert.Fail($"Not {status} {contains}, but {said}\n{executor.Log.Text}");
    }

    private static async Task UntilAsync(Door door, HttpStatusCode status, string message, TimeSpan passing = default)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        var said = string.Empty;
        while (!limit.IsCancellationRequested)
        {
            using var answer = await door.SendAsync(HttpMethod.Get, "/health/ready/");
            said = $"{answer.StatusCode} {await Door.MessageOfAsync(answer)}";
            if (said == $"{status} {message}" || (passing > TimeSpan.Zero && said.StartsWith($"{status} ", StringComparison.Ordinal) && said.Contains(message, StringComparison.Ordinal)))
            {
                return;
            }

            door.Time.Advance(passing);
            await door.Newsroom.UntilAsync("true");
        }

        Assert.Fail($"Not {status} {message}, but {said}\n{door.Executor.Log.Text}");
    }
}
