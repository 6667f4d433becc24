namespace Outlier.Tests.Executor;

/// <summary>Checks that an urgent campaign does not wait for a large one, within Missive's own quotas.</summary>
[NonParallelizable]
public sealed class PriorityTests
{
    [Test]
    public async Task An_urgent_campaign_starts_within_two_seconds_although_a_bulk_batch_has_used_the_quota_up()
    {
        await using var newsroom = await Newsroom.OpenAsync(unlimited: false);
        await newsroom.RunAsync("update outlier.settings set urgent_reserve = 10");
        await newsroom.StartExecutorAsync();
        var bulk = await QueueAsync(newsroom, "bulk", 400, 0);
        // A bulk batch may use 270 of the 300 calls per minute. The others are reserved for urgent batches.
        await newsroom.UntilAsync($"(select count(*) = 270 from outlier.message_statuses where batch_id = {bulk})");
        await newsroom.UntilAsync($"not exists (select from outlier.queued_messages where state = 'sending')");

        var urgent = await QueueAsync(newsroom, "urgent", 20, 500);
        await newsroom.UntilAsync($"(select count(*) = 20 from outlier.message_statuses where batch_id = {urgent})");
        var first = await newsroom.ReadAsync<double>(
            $"select extract(epoch from min(s.created_at) - b.created_at)::double precision from outlier.message_statuses as s inner join outlier.batches as b on b.id = s.batch_id where b.id = {urgent} group by b.id");
        Assert.That(first, Is.LessThan(2));
        Assert.That(await newsroom.ReadAsync<long>($"select count(*) from outlier.message_statuses where batch_id = {bulk}"), Is.EqualTo(270));
        Assert.That(newsroom.Simulator.State.Calls.Count(call => call.Status == 429), Is.Zero);
    }

    private static Task<long> QueueAsync(Newsroom newsroom, string priority, int people, int from) => newsroom.ReadAsync<long>(
        $"""
         insert into outlier.authors (phone_number) select test.number(n) from generate_series({from}, {from + people - 1}) as n;
         insert into outlier.campaigns (state, processed, first_message, run_at, started_at, priority)
         values ('sending', true, 'Hello', now(), now(), '{priority}');
         insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message)
         select (select max(id) from outlier.campaigns), test.number(n), 'Hello' from generate_series({from}, {from + people - 1}) as n;
         select max(id) from outlier.campaigns
         """);
}
