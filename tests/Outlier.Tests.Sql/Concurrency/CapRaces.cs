using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

/// <summary>Caps hold whoever claims at once.</summary>
[TestFixture]
public sealed class CapRaces : RacingSessions
{
    private const int People = 200;
    private const int Sessions = 16;

    [Test]
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
            // Nobody is left out for nothing: two of the three batches reach each person, and one follow-up.
            Assert.That(await ValueAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(People * 3));
            Assert.That(await ValueAsync<long>("select count(*) from outlier.recipients where reason = 'frequency_cap'"), Is.EqualTo(People));
        });
    }

    // Half of them take first messages and half follow-ups, a few at a time and in moments that differ, until nothing is left.
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
