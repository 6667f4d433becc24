using Outlier.Simulator;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor.Delivery;

/// <summary>
/// Checks a failover to a standby that lacks the last commits: no person is texted twice, each person is texted, and no
/// opt-out is lost. The standby is the restored dump of an earlier moment. Its heartbeat has another timeline.
/// </summary>
[NonParallelizable]
public sealed class FailoverTests
{
    private const int People = 200;
    private const string Logs = "/2010-04-01";

    // The old primary never texts this person, however long the dump takes, because the STOP comes before the first
    // message.
    private const string Last = "+12015550199";

    private const string MakeWithoutLast =
        $"""
         select outlier.make_broadcast();
         update outlier.queued_messages set due_at = now() + interval '1 hour' where recipient_phone_number = '{Last}';
         """;

    // Ends the leases of the old primary's executors.
    private const string TimePasses =
        """
        update outlier.failovers set settle_at = now();
        update outlier.requests set due_at = now() where state = 'waiting';
        update outlier.queued_messages set lease_until = now() where state = 'sending' and claimed_by is not null;
        select outlier.maintain_queues();
        select outlier.wake_executor();
        """;

    [Test]
    [Category("failover-doubled")]
    public async Task With_a_standby_that_lags_nobody_is_texted_twice_and_no_opt_out_is_forgotten([Values] bool isMakingLost)
    {
        await using var newsroom = await OpenAsync();
        var state = newsroom.Simulator.State;
        var executor = await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        await using var standby = await TestDatabase.CreateEmptyAsync();
        await newsroom.BroadcastAsync(1, "Something else");
        await newsroom.UntilAsync("(select count(*) = 1 from outlier.message_statuses)");
        await UpcomingAsync(newsroom);
        if (isMakingLost)
        {
            // The standby has the scheduled broadcast. The primary makes it after the standby has fallen behind.
            await LagAsync(newsroom, standby);
            await newsroom.RunAsync(MakeWithoutLast);
        }
        else
        {
            await newsroom.RunAsync(MakeWithoutLast);
            await newsroom.UntilAsync("(select count(*) >= 20 from outlier.message_statuses)");
            await LagAsync(newsroom, standby);
        }

        await newsroom.UntilAsync("(select count(*) >= 60 from outlier.message_statuses)");
        await state.IncomingAsync(Last, "STOP");
        await state.IncomingAsync("+12005550100", "Yes please");
        await newsroom.UntilAsync($"(select unsubscribed from outlier.authors where phone_number = '{Last}')");
        await executor.StopAsync();
        Assert.That(state.Messages.Select(message => message.To), Has.None.EqualTo(Last), "it was in the middle of it");

        // Twilio answers late at first. No message may be sent until then.
        state.AddFault(new Fault { PathPrefix = Logs, Status = 500, Times = 2 });
        await using var other = await RunningExecutor.StartAsync(
            standby.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address, settings: newsroom.WithTwilio);
        state.Options.WebhookUrl = other.Address;
        await UntilAsync(standby, "(select state = 'settling' from outlier.failovers)");
        if (isMakingLost)
        {
            await Sql.ExecuteAsync(standby.ConnectionString, "select outlier.make_broadcast()");
        }

        await FinishAsync(standby);
        Assert.Multiple(async () =>
        {
            Assert.That(state.Messages.Where(message => message.Direction == "outgoing").Select(message => $"{message.To} {message.Body}").ToList(), Is.Unique);
            var first = state.Messages.Where(message => message.Body == "First").Select(message => message.To).ToList();
            Assert.That(first, Has.Count.EqualTo(People - 1).And.No.Member(Last), "everybody but for who opted out");
            Assert.That(
                await Sql.ScalarAsync<long>(standby.ConnectionString, "select count(*) from outlier.twilio_messages where preview = 'Yes please'"),
                Is.EqualTo(1),
                "what people wrote is here");
            Assert.That(
                await Sql.ScalarAsync<string>(standby.ConnectionString, $"select kind || ' ' || words from outlier.consent_events where phone_number = '{Last}'"),
                Is.EqualTo("opt_out STOP"));
            Assert.That(
                await Sql.ScalarAsync<long>(standby.ConnectionString, "select count(*) from outlier.message_statuses where message = 'First'"),
                Is.EqualTo(People - 1),
                "each is on record");
            Assert.That(await Sql.ScalarAsync<long>(standby.ConnectionString, "select count(*) from outlier.failovers where state = 'done' and is_read"), Is.EqualTo(1));
            Assert.That(await Sql.ScalarAsync<long>(standby.ConnectionString, "select count(*) from outlier.dead_letters"), Is.Zero);
        });
    }

    [Test]
    [Category("failover-blind")]
    public async Task Without_Twilio_nothing_is_sent_until_an_administrator_goes_on()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.BroadcastAsync(3);
        await newsroom.RunAsync("update outlier.heartbeat set timeline = 'another:00000001', beat_at = now()");
        await newsroom.StartExecutorAsync();
        await newsroom.UntilAsync("(select error like '%not configured' from outlier.failovers)");
        Assert.That(newsroom.Simulator.State.SentCount, Is.Zero);
        await newsroom.RunAsync("select outlier.go_on_after_failover(id) from outlier.failovers");
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.unknown_messages)");
        await newsroom.RunAsync("select outlier.settle_unknown_message(u.id, false) from outlier.unknown_messages as u");
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses)");
    }

    [Test]
    [Category("failover-seconds")]
    public async Task After_a_planned_switchover_with_a_synchronous_standby_sending_goes_on_within_seconds()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.BroadcastAsync(3);
        await newsroom.RunAsync("update outlier.heartbeat set timeline = 'another:00000001', beat_at = now(), is_synchronous = true");
        await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses)", TimeSpan.FromSeconds(30));
        Assert.That(await newsroom.ReadAsync<bool>("select state = 'done' and is_read from outlier.failovers"), Is.True);
    }

    // Simulates an old primary whose synchronous standby has become the primary. The commit waits for the standby and
    // is cancelled, but takes effect locally.
    [Test]
    [Category("split-brain")]
    public async Task A_claim_whose_commit_was_cancelled_while_it_waited_for_a_standby_is_not_acted_on()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync(
            """
            create or replace function api.claim_messages(p_queue text, p_worker text, p_limit integer, p_now timestamptz default now())
            returns jsonb language plpgsql as $$
            begin
              begin
                perform pg_sleep(60);
              exception
                when query_canceled then null;
              end;
              return jsonb_build_object(
                'claimId', 1, 'claimedAt', now(), 'leaseMilliseconds', 180000, 'from', '+13135550100', 'messages', jsonb_build_array(
                  jsonb_build_object('id', 1, 'to', '+12005550100', 'text', 'Hello', 'labels', '[]'::jsonb, 'traceId', md5('1'), 'queuedAt', now())));
            end
            $$;
            """);
        var executor = await RunningExecutor.StartAsync(
            newsroom.Database.ConnectionStringFor("outlier_executor") + ";Command Timeout=1", newsroom.Simulator.Address);
        await using (executor)
        {
            await Task.WhenAny(executor.Log.UntilAsync("or record its results"), newsroom.Simulator.State.WaitForMessagesAsync(1, Newsroom.Limit));
        }

        Assert.That(newsroom.Simulator.State.SentCount, Is.Zero);
    }

    private static async Task<Newsroom> OpenAsync()
    {
        var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.Options.AnswerDelay = TimeSpan.FromMilliseconds(100);
        await newsroom.RunAsync("update outlier.quotas set max_concurrent = 5 where name in ('first_messages', 'second_messages')");
        return newsroom;
    }

    private static async Task FinishAsync(TestDatabase standby)
    {
        for (var round = 0; round < 40 && await Sql.ScalarAsync<bool>(standby.ConnectionString, "select exists (select from outlier.queued_messages)"); round++)
        {
            await Sql.ExecuteAsync(standby.ConnectionString, TimePasses);
            await UntilAsync(standby, "not exists (select from outlier.requests where due_at <= now()) and not exists (select from outlier.queued_messages where state = 'waiting' and due_at <= now())");
        }

        await UntilAsync(standby, "not exists (select from outlier.queued_messages)");
    }

    private static Task UpcomingAsync(Newsroom newsroom) => newsroom.RunAsync(
        $"""
         insert into outlier.authors (phone_number)
         select '+1' || (200 + n / 100) || '55501' || lpad((n % 100)::text, 2, '0') from generate_series(0, {People} - 1) as n
         on conflict do nothing;
         update outlier.broadcasts set first_message = 'First', second_message = 'Second', no_users = {People}, delay = 1 where state = 'scheduled';
         """);

    // Copies the state of this moment to the standby. The standby does not get later commits.
    private static async Task LagAsync(Newsroom newsroom, TestDatabase standby)
    {
        var server = await TestDatabase.ServerAsync();
        await newsroom.RunAsync("select outlier.run_maintenance_step('failovers', now()); update outlier.heartbeat set beat_at = now()");
        await newsroom.RunAsync("begin isolation level repeatable read");
        var snapshot = await newsroom.ReadAsync<string>("select pg_export_snapshot()");
        var file = $"/tmp/outlier-{Guid.NewGuid():N}.dump";
        var dumped = await server.RunToolAsync("pg_dump", "-Fc", "--snapshot", snapshot, "-f", file, newsroom.Database.Name);
        if (dumped is null)
        {
            Assert.Ignore("pg_dump is not to be had for this server.");
        }

        Assert.That(dumped!.Value.ExitCode, Is.Zero, dumped.Value.Output);
        await newsroom.RunAsync("commit");
        await Sql.ExecuteAsync(standby.ConnectionString, await File.ReadAllTextAsync(Repository.PathTo("sql", "bootstrap.sql")));
        var restored = await server.RunToolAsync("pg_restore", "--clean", "--if-exists", "-d", standby.Name, file);
        Assert.That(restored!.Value.ExitCode, Is.Zero, restored.Value.Output);
        File.Delete(file);
        // The dump simulates a standby, so it must count as the same database and not as a copy.
        await Sql.ExecuteAsync(
            standby.ConnectionString,
            $"""
             update outlier.heartbeat set timeline = 'another:00000001';
             update outlier.home set database_oid = (select d.oid from pg_database as d where d.datname = current_database());
             update outlier.queued_messages set due_at = now() where recipient_phone_number = '{Last}';
             """);
    }

    private static async Task UntilAsync(TestDatabase database, string condition)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        while (!await Sql.ScalarAsync<bool>(database.ConnectionString, $"select {condition} from (select pg_sleep(0.05)) as breath"))
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"Not so: {condition}\n" + await Sql.ScalarAsync<string>(
                    database.ConnectionString,
                    "select concat((select jsonb_agg(q) from (select * from outlier.queued_messages limit 10) as q), (select jsonb_agg(r) from outlier.requests as r), (select jsonb_agg(f) from outlier.failovers as f))"));
            }
        }
    }
}
