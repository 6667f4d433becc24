using Outlier.Simulator;

namespace Outlier.Tests.Executor.Delivery;

/// <summary>
/// Checks people whom no message reaches: each gets exactly one post in Missive, and Outlier changes nothing before
/// Missive has it.
/// </summary>
public sealed class UndeliverableTests
{
    private const string Undeliverable = "104fdf4f-7ab6-402d-b0f7-686c8bf8b860";
    private const string Archived = "0e72038c-52f1-4e3b-9705-26b8d6c0b818";
    private const string Idle = "not exists (select from outlier.requests)";

    [Test]
    [Category("post-repeats")]
    public async Task Failed_deliveries_and_double_failures_make_one_post_each_whatever_becomes_of_its_answer()
    {
        await using var newsroom = await OpenAsync();
        var state = newsroom.Simulator.State;
        state.AddFault(new Fault { Method = "POST", PathPrefix = "/v1/posts", DropAfter = true, EveryNth = 2 });
        state.AddFault(new Fault { Method = "POST", PathPrefix = "/v1/posts", Status = 503, Times = 1 });
        await newsroom.StartExecutorAsync();
        for (var night = 0; night < 2; night++)
        {
            await newsroom.RunAsync("select outlier.handle_failed_deliveries(), outlier.handle_failed_deliveries()");
            await newsroom.UntilAsync(Idle);
            await newsroom.RunAsync("select outlier.archive_double_failures(), outlier.archive_double_failures()");
            await newsroom.UntilAsync(Idle);
        }

        var posts = state.Posts;
        Assert.Multiple(() =>
        {
            // People 0 to 3 have three failures, 4 to 7 have two. Person 8 has one "sent", and person 9 answered.
            Assert.That(posts.Where(post => post.LabelIds.Contains(new Guid(Undeliverable))).Select(post => post.ConversationId).ToList(), Is.Unique.And.Count.EqualTo(4));
            Assert.That(posts.Where(post => post.LabelIds.Contains(new Guid(Archived))).Select(post => post.ConversationId).ToList(), Is.Unique.And.Count.EqualTo(5));
            Assert.That(posts, Has.Count.EqualTo(9));
            Assert.That(posts.Select(post => post.Close), Has.All.True);
        });
        Assert.That(
            await newsroom.ReadAsync<string>("select string_agg(right(phone_number, 1), '' order by phone_number) from outlier.authors where unsubscribed"),
            Is.EqualTo("0123"));
    }

    [Test]
    public async Task While_Missive_refuses_the_post_nobody_is_unsubscribed()
    {
        await using var newsroom = await OpenAsync();
        newsroom.Simulator.State.AddFault(new Fault { Method = "POST", PathPrefix = "/v1/posts", Status = 422 });
        await newsroom.StartExecutorAsync();
        await newsroom.RunAsync("select outlier.handle_failed_deliveries()");
        await newsroom.UntilAsync("(select count(*) = 4 from outlier.incidents where kind = 'post_failed')");
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.authors where unsubscribed"), Is.Zero);
        Assert.That(newsroom.Simulator.State.Posts, Is.Empty);

        newsroom.Simulator.State.ClearFaults();
        await newsroom.RunAsync("select outlier.handle_failed_deliveries()");
        await newsroom.UntilAsync("(select count(*) = 4 from outlier.authors where unsubscribed)");
        Assert.That(newsroom.Simulator.State.Posts, Has.Count.EqualTo(4));
    }

    private static async Task<Newsroom> OpenAsync()
    {
        var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync(
            $"""
             update outlier.settings set refusal_wait = '0', archive_label_id = '{Archived}';
             update outlier.lookup_templates set content = '{Undeliverable}' where name = 'missive_broadcast_post_closing_label_id';
             insert into outlier.labels (id, name) values ('{Undeliverable}', 'Undeliverable'), ('{Archived}', 'Archived');
             insert into outlier.authors (phone_number) select '+1200555010' || n from generate_series(0, 9) as n;
             insert into outlier.conversations (id) select md5('c' || n)::uuid from generate_series(0, 9) as n;
             insert into outlier.broadcasts (first_message, state, editable, run_at, made_at)
             select 'Past', 'done', false, now() - make_interval(days => 4 - n), now() from generate_series(1, 3) as n;
             insert into outlier.message_statuses (is_second, broadcast_id, recipient_phone_number, message, missive_conversation_id, twilio_sent_status, created_at)
             select false, b.id, '+1200555010' || n, 'x', md5('c' || n)::uuid,
               case when n between 4 and 7 and row_number() over (partition by n order by b.run_at) = 1 then 'delivered'
                 when n = 8 and row_number() over (partition by n order by b.run_at) = 2 then 'sent' else 'undelivered' end,
               b.run_at
             from outlier.broadcasts as b cross join generate_series(0, 9) as n;
             insert into outlier.twilio_messages (id, from_phone_number, created_at) values (gen_random_uuid(), '+12005550109', now() - interval '1 year');
             """);
        return newsroom;
    }
}
