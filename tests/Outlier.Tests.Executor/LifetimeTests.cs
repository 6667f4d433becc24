using Microsoft.Extensions.Time.Testing;
using Outlier.Executor.Health;
using Outlier.Simulator;

namespace Outlier.Tests.Executor;

/// <summary>Checks how an executor starts, stops, dies and idles.</summary>
[NonParallelizable]
public sealed class LifetimeTests
{
    [Test]
    public async Task An_idle_executor_sends_the_database_nothing()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var time = new FakeTimeProvider();
        // The test removes the executor's readiness watch, which queries the database each minute, because a dead
        // pg_cron cannot notify anyone.
        await newsroom.StartExecutorAsync(
            time, services: services => services.Remove(services.Single(service => service.ImplementationType == typeof(ReadinessWatch))));
        await newsroom.BroadcastAsync(1);
        await newsroom.UntilAsync("(select state = 'done' from outlier.broadcasts where made_at is not null)");
        await newsroom.Simulator.State.WaitForWebhooksAsync(Newsroom.Limit);
        // The executor would read the message from Missive a moment later, but the clock stands still here.
        await newsroom.UntilAsync("not exists (select from outlier.requests) and not exists (select from outlier.message_reads) or (select outlier.wake_executor('requests'))::text = 'never'");

        // The server's own record of when each executor session began its last statement.
        const string LastStatements =
            "select string_agg(pid || ' ' || query_start, ', ' order by pid) from pg_stat_activity where application_name like 'outlier%' and datname = current_database()";
        // The last message is followed by a claim that finds nothing. The test waits until that claim has ended too.
        var before = await newsroom.ReadAsync<string>(LastStatements);
        for (var quiet = 0; quiet < 500; quiet++)
        {
            // At least one second in total, because a busy machine may delay the last claim.
            await newsroom.ReadAsync<bool>("select true from (select pg_sleep(0.002)) as breath");
            var now = await newsroom.ReadAsync<string>(LastStatements);
            quiet = now == before ? quiet : 0;
            before = now;
        }

        for (var hour = 0; hour < 24; hour++)
        {
            time.Advance(TimeSpan.FromHours(1));
            Assert.That(await newsroom.ReadAsync<string>(LastStatements), Is.EqualTo(before), $"{hour + 1} hours passed, and somebody asked the database something.");
        }

        await newsroom.RunAsync("select outlier.wake_executor('first_messages')");
        await newsroom.UntilAsync($"({LastStatements}) <> '{before}'");
    }

    [Test]
    public async Task A_lost_listening_connection_is_replaced_and_what_was_queued_meanwhile_goes_out()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.StartExecutorAsync();
        const string Listeners = "select count(*) from pg_stat_activity where application_name = 'outlier listener' and datname = current_database()";
        await newsroom.UntilAsync($"({Listeners}) = 1");
        await newsroom.ReadAsync<bool>("select bool_and(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'outlier listener' and datname = current_database()");
        await newsroom.BroadcastAsync(1);
        await newsroom.UntilAsync("exists (select from outlier.message_statuses)");
    }

    [Test]
    public async Task A_stop_lets_the_calls_under_way_end_records_them_and_claims_no_more()
    {
        // The simulator's clock stands still until the executor has been told to stop.
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var newsroom = await Newsroom.OpenAsync(time: time);
        await newsroom.RunAsync("update outlier.quotas set max_concurrent = 3");
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", Delay = TimeSpan.FromSeconds(1) });
        var executor = await newsroom.StartExecutorAsync();
        await newsroom.BroadcastAsync(10);
        // Missive has received the messages, but has not answered yet.
        await newsroom.Simulator.State.WaitForMessagesAsync(3, Newsroom.Limit);
        var stop = executor.StopAsync();
        while (!stop.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await newsroom.UntilAsync("true");
        }

        await stop;
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(3));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(3));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.queued_messages where state = 'waiting'"), Is.EqualTo(7));
    }

    [Test]
    public async Task A_process_that_is_told_to_stop_ends_with_0_and_without_a_word_of_failure()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        using var process = OutlierProcess.Start(["run"], RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address));
        await process.ListenAsync();
        await newsroom.BroadcastAsync(3);
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses)");
        Assert.That(await process.StopAsync(), Is.Zero, process.Log);
        Assert.That(process.Log, Does.Not.Contain("Exception").And.Not.Contain("disposed"));
    }

    [Test]
    public async Task A_process_in_which_a_service_fails_ends_with_1()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var configuration = RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address);
        configuration["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        using var process = OutlierProcess.Start(["run"], configuration);
        await process.ListenAsync();
        Assert.That(await process.ExitAsync(), Is.EqualTo(1), process.Log);
        Assert.That(process.Log, Does.Contain(FailingService.Words).And.Not.Contain("disposed"));
    }

    [Test]
    [Category("crash-after-accepted")]
    public async Task An_executor_that_is_killed_while_Missive_works_leaves_unknown_outcomes_and_repeats_none()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.quotas set max_concurrent = 4");
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", Delay = TimeSpan.FromMinutes(1), Times = 4 });
        using (var process = OutlierProcess.Start(["run"], RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address)))
        {
            await newsroom.BroadcastAsync(6);
            await newsroom.Simulator.State.WaitForMessagesAsync(4, Newsroom.Limit);
            process.Kill();
        }

        await newsroom.RunAsync("select outlier.maintain_queues(now() + interval '4 minutes')");
        await newsroom.StartExecutorAsync();
        await newsroom.UntilAsync("(select count(*) = 2 from outlier.message_statuses)");
        Assert.That(newsroom.Simulator.State.Messages.Select(message => message.To).ToList(), Is.Unique.And.Count.EqualTo(6));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.unknown_messages"), Is.EqualTo(4));
    }

    [Test]
    [Category("gone-without-record")]
    public async Task Killed_again_and_again_with_answers_lost_it_texts_nobody_twice_and_loses_nobody()
    {
        const int People = 900;
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.quotas set max_concurrent = 20");
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", DropAfter = true, EveryNth = 20 });
        await newsroom.BroadcastAsync(People);
        var configuration = RunningExecutor.Configuration(newsroom.Database.ConnectionStringFor("outlier_executor"), newsroom.Simulator.Address);
        foreach (var enough in new[] { 50, 170, 333, 512 })
        {
            using var process = OutlierProcess.Start(["run"], configuration);
            await newsroom.Simulator.State.WaitForMessagesAsync(enough, Newsroom.Limit);
            process.Kill();
            // The server finishes a call of a disconnected client and commits it. The test waits for that.
            await newsroom.UntilAsync("not exists (select from pg_stat_activity where datname = current_database() and state = 'active' and query ~ 'api\\.')");
            await newsroom.RunAsync("select outlier.maintain_queues(now() + interval '4 minutes')");
        }

        await newsroom.StartExecutorAsync();
        await newsroom.UntilAsync("not exists (select from outlier.queued_messages where state <> 'unknown')");
        var sent = newsroom.Simulator.State.Messages.Select(message => message.To).ToList();
        Assert.That(sent, Is.Unique);
        // Each person has a status or an unknown outcome. Each texted person is among them.
        Assert.That(
            await newsroom.ReadAsync<long>("select (select count(*) from outlier.message_statuses) + (select count(*) from outlier.unknown_messages)"),
            Is.EqualTo(People));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses"), Is.LessThanOrEqualTo(sent.Count));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.dead_letters"), Is.Zero);
    }

    [Test]
    [Category("secrets-and-people")]
    public async Task Logs_hold_no_text_no_token_and_no_full_number()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", Status = 400, Body = "{\"error\":{\"message\":\"no such number +12005550100\"}}", Times = 1 });
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", DropAfter = true, Times = 1 });
        var executor = await newsroom.StartExecutorAsync();
        // No webhooks, because a webhook about the message would settle the unknown outcome.
        newsroom.Simulator.State.Options.WebhookUrl = null;
        await newsroom.BroadcastAsync(5, "a secret text");
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses) and exists (select from outlier.unknown_messages) and exists (select from outlier.queued_messages where failures = 1)");
        newsroom.Simulator.State.Options.WebhookUrl = executor.Address;
        await newsroom.Simulator.State.IncomingAsync("+12005550103", "my answer");
        Assert.Multiple(() =>
        {
            Assert.That(executor.Log.Text, Does.Contain("Missive rejected message"));
            Assert.That(executor.Log.Text, Does.Not.Contain("a secret text").And.Not.Contain("my answer"));
            Assert.That(executor.Log.Text, Does.Not.Contain("token-of-"));
            Assert.That(executor.Log.Text, Does.Not.Match(@"\+1\d{10}"));
        });
    }
}
