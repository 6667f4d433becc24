using Microsoft.Extensions.Time.Testing;
using Outlier.Simulator;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks the way of a message from a row in a queue to Missive, and of its result back to the database.
/// </summary>
public sealed class SendingTests
{
    private const string AllThrough = "not exists (select from outlier.queued_messages) and exists (select from outlier.message_statuses)";

    [Test]
    public async Task A_broadcast_reaches_everybody_once_with_no_cron_tick()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(50, "It''s $$ & \"quoted\" 🎉");
        await newsroom.UntilAsync(AllThrough);
        var sent = newsroom.Simulator.State.Messages;
        Assert.Multiple(() =>
        {
            Assert.That(sent.Select(message => message.To).ToList(), Is.Unique.And.Count.EqualTo(50));
            Assert.That(sent.Select(message => message.Body), Has.All.EqualTo("It's $$ & \"quoted\" 🎉"));
        });
        await newsroom.UntilAsync("(select state = 'done' from outlier.broadcasts where made_at is not null)");
        Assert.That(
            await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses where missive_id is not null and missive_conversation_id is not null"),
            Is.EqualTo(50));
    }

    [Test]
    [Category("table-broadcast_second_messages")]
    public async Task A_follow_up_waits_for_its_delay_and_then_goes_with_the_other_token()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(3, "First", "Second", 600);
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.broadcast_second_messages)");
        Assert.That(
            await newsroom.ReadAsync<bool>("select bool_and(q.due_at = s.created_at + interval '600 seconds') from outlier.broadcast_second_messages as q join outlier.message_statuses as s using (recipient_phone_number)"),
            Is.True);
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(3));

        await newsroom.RunAsync("update outlier.broadcast_second_messages set due_at = now(); select outlier.wake_executor('second_messages')");
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses where is_second)");
        var tokens = newsroom.Simulator.State.Calls.Where(call => call.Path == "/v1/drafts").Select(call => call.Token).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(newsroom.Simulator.State.Messages.Count(message => message.Body == "Second"), Is.EqualTo(3));
            Assert.That(tokens.Take(3), Has.All.EqualTo(RunningExecutor.FirstToken[^4..]));
            Assert.That(tokens.Skip(3), Has.All.EqualTo(RunningExecutor.SecondToken[^4..]));
        });
    }

    [Test]
    public async Task A_follow_up_falls_due_without_a_notification()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(2, "First", "Second", 1);
        await newsroom.UntilAsync("(select count(*) = 2 from outlier.message_statuses where is_second)");
        Assert.That(newsroom.Simulator.State.Messages.Count(message => message.Body == "Second"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_refused_message_waits_three_minutes_and_keeps_the_answer()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", Status = 500, Body = "{\"error\":{\"message\":\"out of order\"}}", Times = 1 });
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(1);
        await newsroom.UntilAsync("exists (select from outlier.queued_messages where failures = 1)");
        Assert.That(
            await newsroom.ReadAsync<bool>("select state = 'waiting' and due_at between now() + interval '2 minutes' and now() + interval '3 minutes' and last_status = 500 and last_error like '%out of order%' from outlier.queued_messages"),
            Is.True);
        Assert.That(newsroom.Simulator.State.SentCount, Is.Zero);
    }

    [Test]
    public async Task What_is_refused_for_everybody_pauses_the_batch_and_gives_up_nobody([Values(400, 404)] int status)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.settings set refusal_wait = interval '0'");
        var fault = new Fault { PathPrefix = "/v1/drafts", Status = status, Body = "{\"error\":{\"message\":\"no such label\"}}" };
        newsroom.Simulator.State.AddFault(fault);
        var id = await newsroom.BroadcastAsync(60);
        await newsroom.StartExecutorAsync();
        await newsroom.UntilAsync($"'paused' = (select state from outlier.broadcasts where id = {id})");
        await newsroom.UntilAsync("not exists (select from outlier.queued_messages where state = 'sending')");
        Assert.Multiple(async () =>
        {
            Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.broadcast_first_messages"), Is.EqualTo(60));
            Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.dead_letters"), Is.Zero);
            Assert.That(
                await newsroom.ReadAsync<string>("select message from outlier.problems where kind = 'broadcast_paused'"),
                Does.Contain($"with status {status}: no such label"));
        });
        newsroom.Simulator.State.ClearFaults();
        await newsroom.RunAsync($"select outlier.resume_batch({id})");
        await newsroom.UntilAsync($"'done' = (select state from outlier.broadcasts where id = {id})");
        Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To), Is.Unique.And.Exactly(60).Items);
    }

    [Test]
    [Category("retried-for-ever")]
    public async Task The_third_refusal_is_a_dead_letter_with_status_and_body()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.settings set refusal_wait = interval '0'");
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", Status = 422, Body = "<html>no</html>" });
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(1);
        await newsroom.UntilAsync("exists (select from outlier.dead_letters where status = 422 and body = '<html>no</html>' and failures = 3)");
        Assert.Multiple(() =>
        {
            Assert.That(newsroom.Simulator.State.CallCount("POST", "/v1/drafts"), Is.EqualTo(3));
            Assert.That(newsroom.Simulator.State.SentCount, Is.Zero);
        });
        Assert.That(await newsroom.ReadAsync<string>("select reason from outlier.recipients"), Is.EqualTo("gave_up"));
    }

    // The limit is far below the number of simultaneous calls of one executor, and nothing notifies the executor. While
    // results are being recorded, a claim still counts those calls against the limit. So it gets fewer messages than it
    // asked for.
    [Test]
    public async Task A_limit_of_calls_at_once_never_leaves_the_rest_waiting()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.quotas set max_concurrent = 60");
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(300);
        await newsroom.UntilAsync("(select count(*) = 300 from outlier.message_statuses) and exists (select from outlier.broadcasts where state = 'done')");
        Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To), Is.Unique.And.Exactly(300).Items);
    }

    [Test]
    public async Task A_Missive_that_cannot_be_reached_is_a_refusal_and_no_unknown_outcome()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await using var executor = await RunningExecutor.StartAsync(newsroom.Database.ConnectionStringFor("outlier_executor"), new Uri("http://127.0.0.1:1"));
        await newsroom.BroadcastAsync(1);
        await newsroom.UntilAsync("exists (select from outlier.queued_messages where state = 'waiting' and failures = 1 and last_status is null)");
    }

    [Test]
    public async Task An_answer_lost_after_Missive_had_the_message_is_unknown_and_never_sent_again()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", DropAfter = true, Times = 1 });
        await newsroom.StartExecutorAsync();
        // No webhooks, because a webhook about the message would settle the unknown outcome.
        newsroom.Simulator.State.Options.WebhookUrl = null;
        await newsroom.BroadcastAsync(3);
        await newsroom.UntilAsync("(select count(*) = 1 from outlier.unknown_messages) and (select count(*) = 2 from outlier.message_statuses)");
        await newsroom.RunAsync("select outlier.wake_executor(); select outlier.maintain_queues(now() + interval '1 hour'); select outlier.wake_executor()");
        // This later message went through the same queue. So a claim ran, and it did not take the unknown message.
        await newsroom.RunAsync("insert into outlier.authors values ('+19995550199'); insert into outlier.broadcast_first_messages (broadcast_id, recipient_phone_number, message) select id, '+19995550199', 'later' from outlier.broadcasts where made_at is not null");
        await newsroom.UntilAsync("exists (select from outlier.message_statuses where message = 'later')");
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(4));
    }

    [TestCase("truncated")]
    [TestCase("not JSON")]
    [TestCase("empty")]
    public async Task A_success_counts_whatever_its_body_looks_like(string form)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.AddFault(new Fault
        {
            PathPrefix = "/v1/drafts", TruncateBody = form == "truncated", NonJson = form == "not JSON", EmptyBody = form == "empty",
        });
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(2);
        await newsroom.UntilAsync(AllThrough);
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(2));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_429_costs_a_message_nothing_and_holds_the_token_as_long_as_it_says()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", Status = 429, RetryAfter = TimeSpan.FromSeconds(90), Times = 1 });
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(1);
        await newsroom.UntilAsync("exists (select from outlier.quotas where name = 'first_messages' and held_until is not null)");
        Assert.That(
            await newsroom.ReadAsync<bool>("select held_until between now() + interval '60 seconds' and now() + interval '90 seconds' from outlier.quotas where name = 'first_messages'"),
            Is.True);
        Assert.That(await newsroom.ReadAsync<bool>("select state = 'waiting' and failures = 0 and due_at <= now() from outlier.queued_messages"), Is.True);

        await newsroom.RunAsync("update outlier.quotas set held_until = null, hold_reason = null");
        await newsroom.UntilAsync(AllThrough);
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_quota_tighter_than_ours_delays_messages_and_loses_none()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var newsroom = await Newsroom.OpenAsync(time: time);
        newsroom.Simulator.State.Options.Quotas = [new QuotaLimit(TimeSpan.FromSeconds(1), 20)];
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(60);
        // The simulator's clock advances only after it has refused a call, so each of its seconds is used up.
        while (!await newsroom.ReadAsync<bool>($"select {AllThrough}"))
        {
            await newsroom.UntilAsync($"({AllThrough} or exists (select from outlier.quotas where held_until > now()))");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Multiple(() =>
        {
            Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(60));
            Assert.That(newsroom.Simulator.State.RateLimited, Is.GreaterThanOrEqualTo(2));
        });
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.dead_letters"), Is.Zero);
    }

    [Test]
    public async Task Within_the_quota_Missive_never_answers_429()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        // Missive's own limits, with a minute shortened to a second and fewer calls.
        var state = newsroom.Simulator.State;
        state.Options.Quotas = [new QuotaLimit(TimeSpan.FromSeconds(1), 30), new QuotaLimit(TimeSpan.FromSeconds(4), 60)];
        state.Options.MaxConcurrent = 5;
        await newsroom.RunAsync(
            """
            update outlier.quotas set max_concurrent = 5;
            insert into outlier.quota_limits (quota, per, calls) values ('first_messages', '1 second', 30), ('first_messages', '4 seconds', 60);
            """);
        await newsroom.StartExecutorAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(100);
        await newsroom.UntilAsync(AllThrough);
        Assert.Multiple(() =>
        {
            Assert.That(state.SentCount, Is.EqualTo(100));
            Assert.That(state.RateLimited, Is.Zero);
        });
    }

    [Test]
    public async Task Two_executors_send_each_message_once()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(500);
        await newsroom.UntilAsync(AllThrough);
        Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To).ToList(), Is.Unique.And.Count.EqualTo(500));
    }
}
