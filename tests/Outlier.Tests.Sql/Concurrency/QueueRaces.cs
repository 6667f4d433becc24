using System.Collections.Concurrent;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

[TestFixture]
public sealed class QueueRaces : RacingSessions
{
    private const string JobIsThere = "select exists (select from cron.job where jobname = 'send-first-messages')";

    private const string AddToBroadcast =
        "insert into outlier.broadcast_first_messages (broadcast_id, recipient_phone_number, message, due_at) values (test.latest(), test.number(7), 'x', test.monday())";

    [Test]
    [Category("api.claim_messages")]
    public async Task Two_claims_at_once_never_share_a_row()
    {
        await First.ExecuteAsync("select test.sending(10); update outlier.quotas set max_concurrent = null");
        await First.ExecuteAsync("begin");
        var mine = await First.ScalarAsync<string[]>("select test.claimed(test.claim(p_limit => 6))");
        var waiting = Task.Run(() => Second.ScalarAsync<string[]>("select test.claimed(test.claim(p_limit => 6))"));
        await First.ExecuteAsync("commit");
        var others = await waiting;
        Assert.Multiple(() =>
        {
            Assert.That(mine, Has.Length.EqualTo(6));
            Assert.That(others, Has.Length.EqualTo(4));
            Assert.That(mine!.Intersect(others!, StringComparer.Ordinal), Is.Empty);
        });
    }

    [Test]
    [Category("api.claim_messages")]
    public async Task Claims_at_once_stay_within_the_calls_that_Missive_allows()
    {
        await First.ExecuteAsync("select test.sending(10)");
        var claimed = await RaceAsync("select test.claim(p_limit => 3)", "select test.claimed(test.claim(p_limit => 5))");
        Assert.That(claimed, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_row_that_another_session_holds_is_passed_over_without_waiting()
    {
        await First.ExecuteAsync("select test.sending(2)");
        await First.ExecuteAsync("begin");
        await First.ExecuteAsync("select 1 from outlier.broadcast_first_messages where recipient_phone_number = test.number(0) for update");
        var claim = await Second.ScalarAsync<string[]>("select test.claimed(test.claim())");
        await First.ExecuteAsync("commit");
        Assert.That(claim, Is.EqualTo((string[])["+12005550101"]));
    }

    [Test]
    public async Task An_accepted_answer_is_recorded_although_another_session_holds_the_persons_row()
    {
        await First.ExecuteAsync("select test.sending(2); select set_config('test.claim', test.claim()::text, false)");
        await Second.ExecuteAsync("begin; select 1 from outlier.authors where phone_number = test.number(0) for update");
        await First.ExecuteAsync("select test.record(current_setting('test.claim')::jsonb, test.monday('1 minute'))");
        Assert.That(await ValueAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(2));
        await First.ExecuteAsync("select outlier.run_maintenance_step('touch_authors', test.monday('2 minutes'))");
        Assert.That(await ValueAsync<string>("select string_agg(phone_number, ' ') from outlier.authors where last_texted_at is not null"), Is.EqualTo("+12005550101"));
        Assert.That(await ValueAsync<string>("select string_agg(phone_number, ' ') from outlier.late_touches"), Is.EqualTo("+12005550100"));
        await Second.ExecuteAsync("commit");
        await First.ExecuteAsync("select outlier.run_maintenance_step('touch_authors', test.monday('3 minutes'))");
        Assert.That(await ValueAsync<long>("select count(*) from outlier.authors where last_texted_at = test.monday('1 minute')"), Is.EqualTo(2));
    }

    [Test]
    [Category("no-send-job")]
    public async Task The_send_job_survives_when_the_last_row_leaves_while_another_is_being_queued()
    {
        await First.ExecuteAsync("select test.settings(); select test.authors(2); select test.campaign()");
        await First.ExecuteAsync(Enqueue(0));
        await First.ExecuteAsync("begin");
        await First.ExecuteAsync(Enqueue(1));
        Assert.That(
            await ValueAsync<bool>(
                """
                select exists (
                  select from pg_locks
                  where locktype = 'advisory' and mode = 'ShareLock' and granted
                    and (classid::bigint << 32) | objid::bigint = outlier.send_job_lock('first_messages')
                )
                """),
            Is.True,
            "who queues holds the lock until commit");
        // The second session cannot see the other row yet.
        await Second.ExecuteAsync("delete from outlier.broadcast_first_messages where recipient_phone_number = test.number(0)");
        await First.ExecuteAsync("commit");
        Assert.That(await ValueAsync<bool>(JobIsThere), Is.True);
    }

    [Test]
    [Category("no-send-job")]
    public async Task The_send_job_survives_when_a_row_is_queued_while_the_last_one_is_leaving()
    {
        await First.ExecuteAsync("select test.settings(); select test.authors(2); select test.campaign()");
        await First.ExecuteAsync(Enqueue(0));
        await RaceAsync("delete from outlier.broadcast_first_messages", Enqueue(1));
        Assert.That(await ValueAsync<bool>(JobIsThere), Is.True);
    }

    [Test]
    public async Task The_send_job_goes_when_the_last_row_has_left()
    {
        await First.ExecuteAsync("select test.settings(); select test.authors(2); select test.campaign()");
        await First.ExecuteAsync(Enqueue(0));
        await Second.ExecuteAsync("delete from outlier.broadcast_first_messages");
        Assert.That(await ValueAsync<bool>(JobIsThere), Is.False);
    }

    [Test]
    public async Task Two_records_of_the_last_two_messages_leave_the_broadcast_done()
    {
        await First.ExecuteAsync("select test.sending(2)");
        var claim = (await First.ScalarAsync<string>("select test.claim()::text"))!;
        const string Record =
            "select api.record_messages('first_messages', jsonb_build_array(test.results('{0}') -> {1}), test.monday('{1} seconds'))";
        await RaceAsync(Record.Replace("{0}", claim, StringComparison.Ordinal).Replace("{1}", "0", StringComparison.Ordinal),
            Record.Replace("{0}", claim, StringComparison.Ordinal).Replace("{1}", "1", StringComparison.Ordinal));
        Assert.That(await ValueAsync<string>("select state from outlier.broadcasts where id = test.latest()"), Is.EqualTo("done"));
    }

    [Test]
    public async Task A_broadcast_to_which_somebody_adds_while_its_last_message_is_recorded_goes_on()
    {
        await First.ExecuteAsync("select test.sending(1); select test.author(test.number(7))");
        var claim = await First.ScalarAsync<string>("select test.claim()::text");
        await RaceAsync(AddToBroadcast, $"select test.record('{claim}')");
        Assert.That(await ValueAsync<string>("select state from outlier.broadcasts where id = test.latest()"), Is.EqualTo("sending"));
    }

    [Test]
    public async Task A_broadcast_that_is_being_marked_as_done_while_somebody_adds_to_it_goes_on()
    {
        await First.ExecuteAsync("select test.sending(1); select test.author(test.number(7))");
        var claim = await First.ScalarAsync<string>("select test.claim()::text");
        await RaceAsync($"select test.record('{claim}')", AddToBroadcast);
        Assert.That(await ValueAsync<string>("select state from outlier.broadcasts where id = test.latest()"), Is.EqualTo("sending"));
    }

    [Test]
    public async Task A_broadcast_to_which_somebody_adds_while_queues_are_maintained_goes_on()
    {
        await First.ExecuteAsync("select test.sending(1); select test.author(test.number(7)); delete from outlier.broadcast_first_messages");
        await First.ExecuteAsync("update outlier.broadcasts set state = 'sending', finished_at = null where id = test.latest()");
        await First.ExecuteAsync("begin");
        await First.ExecuteAsync(AddToBroadcast);
        await Second.ExecuteAsync("select outlier.run_maintenance_step('finish_sending', test.monday())");
        await First.ExecuteAsync("commit");
        Assert.That(await ValueAsync<string>("select state from outlier.broadcasts where id = test.latest()"), Is.EqualTo("sending"));
    }

    [Test]
    [Category("api.record_messages")]
    public async Task The_same_result_recorded_twice_at_once_counts_once()
    {
        await First.ExecuteAsync("select test.sending(1, 'And?')");
        var claim = (await First.ScalarAsync<string>("select test.claim()::text"))!;
        var counted = await RaceAsync($"select test.record('{claim}')", $"select test.record('{claim}')");
        Assert.Multiple(async () =>
        {
            Assert.That(counted, Is.Zero);
            Assert.That(await ValueAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(1));
            Assert.That(await ValueAsync<long>("select count(*) from outlier.broadcast_second_messages"), Is.EqualTo(1));
        });
    }

    [Test]
    [Category("without-order")]
    public async Task Executors_that_compete_send_every_message_once()
    {
        await First.ExecuteAsync("select test.sending(400, 'And?', 1); update outlier.quotas set max_concurrent = null; delete from outlier.quota_limits");
        var sent = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            await using var session = await Database.OpenAsync();
            var queue = worker % 2 == 0 ? "first_messages" : "second_messages";
            for (var idle = 0; idle < 50;)
            {
                var claim = (await session.ScalarAsync<string>($"select test.claim(test.monday('1 hour'), 7, '{queue}')::text"))!;
                foreach (var number in (await session.ScalarAsync<string[]>($"select test.claimed('{claim}')"))!)
                {
                    sent.Add($"{queue} {number}");
                    idle = 0;
                }

                await session.ExecuteAsync($"select test.record('{claim}', test.monday('1 minute'), p_queue => '{queue}') where '{claim}'::jsonb -> 'messages' <> '[]'");
                idle = await session.ScalarAsync<bool>("select not exists (select from outlier.queued_messages)") ? 50 : idle + 1;
            }
        })));
        // Two sessions that remove the last rows at the same moment see each other's rows. Then the maintenance job of
        // the next minute removes the send jobs.
        await First.ExecuteAsync("select outlier.maintain_queues(test.monday('1 hour'))");
        Assert.Multiple(async () =>
        {
            Assert.That(sent, Has.Count.EqualTo(800));
            Assert.That(sent, Is.Unique);
            Assert.That(await ValueAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(800));
            Assert.That(await ValueAsync<string>("select state from outlier.broadcasts where id = test.latest()"), Is.EqualTo("done"));
            Assert.That(await ValueAsync<bool>("select exists (select from cron.job where jobname like 'send-%')"), Is.False);
        });
    }

    [Test]
    public async Task Queueing_rings_once_for_a_transaction_and_only_when_it_commits()
    {
        await First.ExecuteAsync("select test.settings(); select test.authors(5); select test.campaign(); listen outlier");
        var rings = new List<string>();
        First.Notification += (_, notification) => rings.Add(notification.Payload);
        await Second.ExecuteAsync("begin");
        for (var person = 0; person < 5; person++)
        {
            await Second.ExecuteAsync(Enqueue(person));
        }

        Assert.That(await First.WaitAsync(TimeSpan.FromMilliseconds(50)), Is.False, "nothing rings before the commit");
        await Second.ExecuteAsync("commit");
        Assert.That(await First.WaitAsync(TimeSpan.FromSeconds(10)), Is.True);
        Assert.That(rings, Is.EqualTo((string[])["first_messages"]));
    }

    private static string Enqueue(int person) =>
        $"""
         insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
         values ((select max(id) from outlier.campaigns), test.number({person}), 'x', test.monday())
         """;
}
