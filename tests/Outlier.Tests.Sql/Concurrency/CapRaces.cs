using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

/// <summary>Checks that caps are not exceeded if several sessions claim at the same time.</summary>
[TestFixture]
public sealed class CapRaces : RacingSessions
{
    private const int People = 200;
    private const int Sessions = 16;

    [Test]
    [Category("frequency-cap")]
    public async Task Sixteen_sessions_and_three_batches_exceed_no_cap()
    {
        await First.ExecuteAsync(
            $"""
             select test.settings();
             update outlier.settings set max_texts_per_day = 3, max_batches_per_week = 2;
             update outlier.quotas set max_concurrent = null;
             delete from outlier.quota_limits;
             select test.authors({People});
             insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
             select b.id, test.number(n), 'Hi', test.monday()
             from (select test.campaign('And?') as id from generate_series(1, 3)) as b
             cross join generate_series(0, {People - 1}) as n;
             """);
        var sessions = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(_ => Database.OpenAsync()));
        try
        {
            await Task.WhenAll(sessions.Select((session, number) => Task.Run(() => SendAsync(session, number))));
        }
        finally
        {
            foreach (var session in sessions)
            {
                await session.DisposeAsync();
            }
        }

        Assert.Multiple(async () =>
        {
            Assert.That(
                await ValueAsync<long>("select max(texts) from (select count(*) as texts from outlier.message_statuses group by recipient_phone_number) as counted"),
                Is.EqualTo(3));
            Assert.That(
                await ValueAsync<long>(
                    "select max(batches) from (select count(distinct batch_id) as batches from outlier.message_statuses group by recipient_phone_number) as counted"),
                Is.EqualTo(2));
            Assert.That(await ValueAsync<long>("select count(*) from outlier.queued_messages"), Is.Zero);
            // No person is left out without need: two of the three batches reach each person, with one follow-up.
            Assert.That(await ValueAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(People * 3));
            Assert.That(await ValueAsync<long>("select count(*) from outlier.recipients where reason = 'frequency_cap'"), Is.EqualTo(People));
        });
    }

    [Test]
    public async Task A_claim_waits_for_no_batch_that_another_session_holds()
    {
        await First.ExecuteAsync("select test.sending(3); update outlier.settings set max_texts_per_day = 3");
        await Second.ExecuteAsync("begin; update outlier.batches set error = 'held' where id = test.latest()");
        await First.ExecuteAsync("set lock_timeout = '1s'");
        Assert.That(await ValueAsync<string[]>("select test.claimed(test.claim())"), Has.Length.EqualTo(3));
        await Second.ExecuteAsync("commit");
    }

    [Test]
    public async Task A_test_that_waits_for_a_batch_holds_up_no_claim()
    {
        await First.ExecuteAsync("select test.sending(3); update outlier.settings set max_texts_per_day = 3, test_numbers = array[test.number(5)]");
        await Second.ExecuteAsync("begin; update outlier.batches set error = 'held' where id = test.latest()");
        await using var tester = await Database.OpenAsync();
        var waiting = Task.Run(() => tester.ExecuteAsync("select outlier.test_batch(b, array[test.number(5)], test.monday()) from outlier.batches as b where b.id = test.latest()"));
        await UntilBlockedAsync(tester, waiting);
        await First.ExecuteAsync("set lock_timeout = '1s'");
        Assert.That(await ValueAsync<string[]>("select test.claimed(test.claim())"), Has.Length.EqualTo(3));
        await Second.ExecuteAsync("commit");
        await waiting;
        Assert.That(await ValueAsync<long>("select count(*) from outlier.direct_texts"), Is.EqualTo(1));
    }

    // Half of the sessions send first messages and half follow-ups. They claim a few at a time until no message is
    // left.
    private static async Task SendAsync(Npgsql.NpgsqlConnection session, int number)
    {
        var queue = number % 2 == 0 ? "first_messages" : "second_messages";
        var limit = 1 + (number % 5 * 3);
        do
        {
            await session.ExecuteAsync($"select set_config('test.claim', test.claim(test.monday('1 hour'), {limit}, '{queue}')::text, false)");
            await session.ExecuteAsync($"select test.record(current_setting('test.claim')::jsonb, test.monday('20 minutes'), p_queue => '{queue}')");
        }
        while (await session.ScalarAsync<bool>("select exists (select from outlier.queued_messages)"));
    }
}
