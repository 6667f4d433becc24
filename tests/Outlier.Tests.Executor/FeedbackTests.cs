using Outlier.Simulator;

namespace Outlier.Tests.Executor;

/// <summary>Checks people's answers during a broadcast, and Missive's webhooks about the sent messages.</summary>
public sealed class FeedbackTests
{
    private static readonly string[] First = ["First"];

    [Test]
    [Category("opted-out-since")]
    public async Task A_stop_in_the_middle_of_a_broadcast_of_1000_stops_the_next_text_and_a_reply_the_follow_up()
    {
        const int People = 1000;
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.quotas set max_concurrent = 10");
        var state = newsroom.Simulator.State;
        // Ten calls at a time take ten seconds for all people. So the broadcast is still running when the answers
        // arrive.
        state.Options.AnswerDelay = TimeSpan.FromMilliseconds(100);
        await newsroom.StartExecutorAsync();
        // The follow-ups are not due during the test. Their outcome is on the recipient's record.
        await newsroom.BroadcastAsync(People, "First", "Second", 3600);
        await state.WaitForMessagesAsync(60, Newsroom.Limit);

        // One person has the first message and opts out. One has no message yet and opts out. One only answers.
        var reached = await newsroom.ReadAsync<string>("select recipient_phone_number from outlier.message_statuses order by id limit 1");
        var answering = await newsroom.ReadAsync<string>("select recipient_phone_number from outlier.message_statuses order by id offset 1 limit 1");
        var waiting = await newsroom.ReadAsync<string>("select recipient_phone_number from outlier.broadcast_first_messages where state = 'waiting' order by due_at desc, id desc limit 1");
        Assert.That(await state.IncomingAsync(reached, "STOP"), Is.True);
        Assert.That(await state.IncomingAsync(waiting, "please stop texting me"), Is.True);
        Assert.That(await state.IncomingAsync(answering, "The bus stop is broken"), Is.True);
        // The webhooks have been answered. From here on, no claim may contain a message to these people.
        var claimed = await newsroom.ReadAsync<long>($"select count(*) from outlier.queued_messages where recipient_phone_number in ('{reached}', '{waiting}') or recipient_phone_number = '{answering}' and is_second");
        // The broadcast continues without them. The test does not wait for all thousand people, because that only takes
        // time.
        var people = await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses where not is_second");
        await newsroom.UntilAsync($"(select count(*) >= {people + 40} from outlier.message_statuses where not is_second)");
        await newsroom.RunAsync("select outlier.cancel_batch(test.latest())");
        await newsroom.UntilAsync("not exists (select from outlier.queued_messages where state <> 'unknown')");

        var sent = state.Messages.Where(message => message.Direction == "outgoing").ToLookup(message => message.To, message => message.Body, StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(claimed, Is.Zero);
            Assert.That(sent[waiting], Is.Empty);
            Assert.That(sent[reached], Is.EqualTo(First));
            Assert.That(sent[answering], Is.EqualTo(First));
            Assert.That(sent, Has.Count.InRange(people + 40, People - 1));
        });
        Assert.That(await newsroom.ReadAsync<string>($"select reason from outlier.recipients where phone_number = '{waiting}'"), Is.EqualTo("unsubscribed"));
        Assert.That(await newsroom.ReadAsync<string>($"select follow_up_reason from outlier.recipients where phone_number = '{reached}'"), Is.EqualTo("unsubscribed"));
        Assert.That(await newsroom.ReadAsync<string>($"select follow_up_reason from outlier.recipients where phone_number = '{answering}'"), Is.EqualTo("answered"));
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.posts)");
        Assert.That(state.Posts.Count(post => post.Text!.StartsWith("Opted out", StringComparison.Ordinal)), Is.EqualTo(2));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Missive_is_asked_what_became_of_each_message_ten_at_a_time(bool before)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var state = newsroom.Simulator.State;
        state.Options.OutgoingWebhookBeforeAnswer = before;
        state.Options.FailingNumbers = new Dictionary<string, int>(StringComparer.Ordinal) { ["+12005550103"] = 21610 };
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(25);
        await newsroom.UntilAsync("(select count(*) = 25 from outlier.message_statuses where twilio_sent_status is not null)");
        Assert.That(await newsroom.ReadAsync<string>("select string_agg(recipient_phone_number, ',') from outlier.message_statuses where twilio_sent_status = 'undelivered'"), Is.EqualTo("+12005550103"));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses where twilio_sent_status = 'delivered' and twilio_id like 'SM%' and twilio_sent_at is not null"), Is.EqualTo(24));
        await newsroom.UntilAsync("not exists (select from outlier.requests) and not exists (select from outlier.message_reads)");
        var asked = state.Calls.Where(call => call.Path.StartsWith("/v1/messages/", StringComparison.Ordinal)).Select(call => call.Path["/v1/messages/".Length..].Split(',').Length).ToList();
        Assert.That(asked, Has.All.LessThanOrEqualTo(10));
        Assert.That(asked.Sum(), Is.GreaterThanOrEqualTo(25));
        Assert.That(asked, Has.Some.GreaterThan(1), "several are asked about in one call");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_lost_answer_is_settled_by_the_webhook_whichever_comes_first(bool before)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.Options.OutgoingWebhookBeforeAnswer = before;
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", DropAfter = true, EveryNth = 3 });
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(30);
        await newsroom.UntilAsync("(select count(*) = 30 from outlier.message_statuses where missive_id is not null) and not exists (select from outlier.queued_messages)");
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(30));
        await newsroom.UntilAsync("(select state = 'done' from outlier.broadcasts where made_at is not null)");
    }

    [Test]
    public async Task An_answer_without_an_id_gets_it_from_the_webhook()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", EmptyBody = true });
        await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(10);
        await newsroom.UntilAsync("(select count(*) = 10 from outlier.message_statuses where missive_id is not null and twilio_sent_status = 'delivered')");
    }

    [Test]
    public async Task The_lookup_service_is_told_of_an_SMS_with_its_token_and_a_lookup_that_fails_holds_nothing_up()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await using var lookup = await LookupService.StartAsync();
        await newsroom.StartExecutorAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Lookup:BaseUrl"] = lookup.Address.ToString(), ["Lookup:Token"] = "token-of-the-lookup" });
        await newsroom.Simulator.State.IncomingAsync("+12005550101", "My water is brown");
        var call = await lookup.NextAsync();
        var conversation = await newsroom.ReadAsync<Guid>("select id from outlier.conversations");
        Assert.That(call, Is.EqualTo($"GET /refresh-summary/{conversation}?reference=%2B12005550101 Bearer token-of-the-lookup"));
        await newsroom.UntilAsync("not exists (select from outlier.requests)");
        lookup.Status = 500;
        await newsroom.Simulator.State.IncomingAsync("+12005550101", "Still brown");
        await lookup.NextAsync();
        await newsroom.UntilAsync("not exists (select from outlier.requests)");
    }

    [Test]
    public async Task Without_the_lookup_services_address_nothing_is_asked_for()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.Simulator.State.IncomingAsync("+12005550101", "My water is brown");
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.twilio_messages"), Is.EqualTo(1));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.requests_id_seq where is_called"), Is.Zero);
    }

    [Test]
    [Category("api.replay_event")]
    public async Task Replay_acts_on_stored_events_again_and_says_what_became_of_them()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        await newsroom.Simulator.State.IncomingAsync("+12005550101", "My water is brown");
        await newsroom.RunAsync("alter table outlier.rules rename to elsewhere");
        await newsroom.Simulator.State.IncomingAsync("+12005550102", "Ours too");
        await newsroom.RunAsync("alter table outlier.elsewhere rename to rules");
        var configuration = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = newsroom.Database.ConnectionStringFor("outlier_executor") };
        var failed = await newsroom.ReadAsync<long>("select invoke_history_id from outlier.errors");
        Assert.That(await newsroom.ReadAsync<bool>("select exists (select from outlier.twilio_messages where preview = 'Ours too')"), Is.False);

        var one = await OutlierProcess.RunAsync(["replay", "--event", $"{failed}"], configuration);
        Assert.That((one.ExitCode, one.Output.Trim()), Is.EqualTo((0, "1 done")), one.Error);
        Assert.That(await newsroom.ReadAsync<bool>("select exists (select from outlier.twilio_messages where preview = 'Ours too')"), Is.True);
        var all = await OutlierProcess.RunAsync(["replay", "--since", "2020-01-01T00:00:00Z"], configuration);
        Assert.That((all.ExitCode, all.Output.Trim()), Is.EqualTo((0, "2 done")), all.Error);
        var neither = await OutlierProcess.RunAsync(["replay"], configuration);
        Assert.That(neither.ExitCode, Is.EqualTo(1));
        Assert.That(neither.Error, Does.Contain("--since"));
    }
}
