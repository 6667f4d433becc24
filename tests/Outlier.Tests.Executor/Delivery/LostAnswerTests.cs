using Outlier.Simulator;

namespace Outlier.Tests.Executor.Delivery;

/// <summary>
/// Checks that each person gets each message exactly once although answers are lost and an executor is killed. Outlier
/// reads Twilio's log to find out.
/// </summary>
[NonParallelizable]
public sealed class LostAnswerTests
{
    private const string LogPath = "/2010-04-01/Accounts/ACb66b4433f5bd599bd33b4980804beb8a/Messages.json";

    // Ends the leases of a dead executor, and skips the wait before Outlier reads from Twilio.
    private const string TimePasses =
        """
        update outlier.settings set refusal_wait = '0', ask_twilio_after = '0';
        update outlier.queued_messages set lease_until = now() where state = 'sending';
        update outlier.requests set lease_until = now() where state = 'working';
        select outlier.maintain_queues();
        update outlier.requests set due_at = now();
        select outlier.wake_executor();
        """;

    [Test]
    public async Task With_every_answer_lost_and_our_number_changed_meanwhile_everybody_gets_the_message_exactly_once()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var state = newsroom.Simulator.State;
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", DropAfter = true });
        await newsroom.BroadcastAsync(5);
        await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        await newsroom.UntilAsync("5 = (select count(*) from outlier.queued_messages where state = 'unknown')");
        await newsroom.RunAsync("update outlier.settings set sending_phone_number = '+13135550101'");
        await newsroom.RunAsync(TimePasses);
        await newsroom.UntilAsync("not exists (select from outlier.queued_messages)");
        Assert.Multiple(async () =>
        {
            Assert.That(state.Messages.Select(message => message.To), Is.Unique.And.Exactly(5).Items);
            Assert.That(
                await newsroom.ReadAsync<long>($"select count(*) from outlier.message_statuses where twilio_id is not null and sending_phone_number = '{state.Options.OurNumber}'"),
                Is.EqualTo(5));
        });
    }

    [Test]
    public async Task With_clocks_that_are_off_and_every_answer_lost_everybody_gets_the_message_exactly_once([Values(-70, 70, -1500)] int seconds)
    {
        await using var newsroom = await Newsroom.OpenAsync(time: new ShiftedTime(TimeSpan.FromSeconds(seconds)));
        var state = newsroom.Simulator.State;
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", DropAfter = true });
        await newsroom.BroadcastAsync(5);
        await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        await newsroom.UntilAsync("5 = (select count(*) from outlier.queued_messages where state = 'unknown')");
        await newsroom.RunAsync(TimePasses);
        await newsroom.UntilAsync("not exists (select from outlier.queued_messages)");
        Assert.Multiple(async () =>
        {
            Assert.That(state.Messages.Select(message => message.To), Is.Unique.And.Exactly(5).Items);
            Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses where twilio_id is not null"), Is.EqualTo(5));
            Assert.That(
                await newsroom.ReadAsync<string>("select coalesce(string_agg(message, ' '), '') from outlier.problems where kind = 'clock'"),
                Does.Match("the clock of Twilio is [0-9]+ seconds (behind|ahead of) the database server's"));
        });
    }

    [Test]
    [Category("crash-after-accepted")]
    public async Task With_every_twentieth_answer_lost_and_the_executor_killed_everybody_gets_each_message_exactly_once()
    {
        const int People = 600;
        await using var newsroom = await Newsroom.OpenAsync();
        var state = newsroom.Simulator.State;
        state.Options.UserActionWebhooks = false;
        state.Options.WebhookUrl = null;
        await newsroom.RunAsync("update outlier.quotas set max_concurrent = 20");
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", DropAfter = true, EveryNth = 20 });
        await newsroom.BroadcastAsync(People, "First", "Second", 1);
        foreach (var enough in (int[])[60, 333, 612])
        {
            using var process = OutlierProcess.Start(["run"], Configuration(newsroom));
            await state.WaitForMessagesAsync(enough, TimeSpan.FromMinutes(2));
            process.Kill();
            // The server may still commit a running claim. Its lease would then begin after the time that is skipped
            // here.
            await newsroom.UntilAsync("not exists (select from pg_stat_activity where application_name like 'outlier%' and datname = current_database())");
            await newsroom.RunAsync(TimePasses);
        }

        await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        state.Options.WebhookUrl = null;
        for (var round = 0; round < 60 && await newsroom.ReadAsync<bool>("select exists (select from outlier.queued_messages)"); round++)
        {
            await newsroom.UntilAsync("not exists (select from outlier.queued_messages where state in ('waiting', 'sending') and due_at <= now())");
            await newsroom.RunAsync("update outlier.queued_messages set lease_until = now() where state = 'unknown'; update outlier.requests set due_at = now() where state = 'waiting'; select outlier.maintain_queues(); select outlier.wake_executor();");
            await newsroom.UntilAsync("not exists (select from outlier.requests where due_at <= now()) ");
        }

        await newsroom.UntilAsync("not exists (select from outlier.queued_messages)");
        var first = state.Messages.Where(message => message.Body == "First").Select(message => message.To).ToList();
        var second = state.Messages.Where(message => message.Body == "Second").Select(message => message.To).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(first, Is.Unique.And.Count.EqualTo(People));
            Assert.That(second, Is.Unique.And.Count.EqualTo(People));
        });
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(2 * People));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.dead_letters"), Is.Zero);
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses where twilio_id is not null"), Is.GreaterThan(People / 20), "what was settled has Twilio's id");
    }

    [Test]
    public async Task A_message_that_never_left_is_sent_again_and_one_that_waits_at_Twilio_is_not()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var state = newsroom.Simulator.State;
        // Twilio keeps the message for hours without a date, so a list by date does not contain it.
        state.Options.DeliverAfter = TimeSpan.FromHours(8);
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", To = "+12005550100", DropAfter = true, Times = 1 });
        state.AddFault(new Fault { PathPrefix = "/v1/drafts", To = "+12005550101", DropBefore = true, Times = 1 });
        await newsroom.StartExecutorAsync(settings: newsroom.WithTwilio);
        state.Options.WebhookUrl = null;
        await newsroom.BroadcastAsync(3);
        await newsroom.UntilAsync("(select count(*) = 2 from outlier.unknown_messages) and (select count(*) = 1 from outlier.message_statuses)");
        await newsroom.RunAsync("update outlier.requests set due_at = now(); select outlier.wake_executor()");
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses) and not exists (select from outlier.queued_messages)");
        Assert.Multiple(() =>
        {
            Assert.That(state.Messages.Select(message => message.To), Is.EquivalentTo((string[])["+12005550100", "+12005550101", "+12005550102"]));
            Assert.That(state.Calls.Where(call => call.Path.StartsWith("/2010-04-01", StringComparison.Ordinal)).Select(call => call.Path), Is.EqualTo((string[])[LogPath, LogPath]));
        });
        Assert.That(
            await newsroom.ReadAsync<string>("select twilio_sent_status from outlier.message_statuses where recipient_phone_number = '+12005550100'"),
            Is.EqualTo("queued"));
    }

    private static Dictionary<string, string?> Configuration(Newsroom newsroom)
    {
        var configuration = RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address);
        foreach (var (key, value) in newsroom.WithTwilio)
        {
            configuration[key] = value;
        }

        return configuration;
    }
}
