using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Outlier.Executor.Calls;
using Outlier.Simulator;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks that an executor makes no calls for a claim if it was frozen for longer than the claim is valid.
/// </summary>
[NonParallelizable]
public sealed class FrozenTests
{
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(151);

    [TestCase(true, TestName = "While_a_machine_is_suspended_only_the_wall_clock_goes_on_and_no_message_is_sent_afterwards")]
    [TestCase(false, TestName = "While_a_process_is_frozen_and_the_wall_clock_is_set_back_no_message_is_sent_afterwards")]
    [Category("frozen-executor")]
    public async Task No_message(bool isWall)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await using var proxy = HoldingProxy.Start(newsroom.Database.ConnectionStringFor("outlier_executor"), "\"traceId\"");
        var clocks = new TwoClocks();
        var executor = await newsroom.StartExecutorAsync(clocks, Through(proxy));
        await newsroom.BroadcastAsync(3);
        await proxy.Held;
        // Another executor has sent the messages in the meantime.
        await newsroom.RunAsync(
            """
            update outlier.queued_messages set lease_until = now() where claim_id is not null;
            select outlier.expire_leases(false, now());
            select outlier.settle_unknown_message(u.id, true) from outlier.unknown_messages as u;
            """);
        Thaw(proxy, clocks, isWall);
        await executor.Log.UntilAsync("ended before the executor had made all calls");
        await executor.StopAsync();
        Assert.That(newsroom.Simulator.State.SentCount, Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task No_post_either(bool isWall)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await using var proxy = HoldingProxy.Start(newsroom.Database.ConnectionStringFor("outlier_executor"), "create_post");
        var clocks = new TwoClocks();
        var executor = await newsroom.StartExecutorAsync(clocks, Through(proxy));
        await newsroom.RunAsync(
            """
            insert into outlier.conversations (id) values ('dd03b859-7652-4619-ab6a-88edefd1460c');
            select outlier.post_to_conversation('dd03b859-7652-4619-ab6a-88edefd1460c', 'A word to the team', 'note', 'a word');
            """);
        await proxy.Held;
        await newsroom.RunAsync("delete from outlier.requests");
        Thaw(proxy, clocks, isWall);
        await executor.Log.UntilAsync("ended before the executor had made all calls");
        await executor.StopAsync();
        Assert.That(newsroom.Simulator.State.Calls.Select(call => call.Path), Has.None.Contains("posts"));
    }

    [Test]
    public async Task What_an_executor_did_not_call_is_given_back_untouched_and_goes_out_with_the_next_claim()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await using var proxy = HoldingProxy.Start(newsroom.Database.ConnectionStringFor("outlier_executor"), "\"traceId\"");
        var clocks = new TwoClocks();
        await newsroom.StartExecutorAsync(clocks, Through(proxy));
        await newsroom.BroadcastAsync(3);
        await proxy.Held;
        Thaw(proxy, clocks, isWall: true);
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses)");
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(3));
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.message_statuses as s where s.claimed_at > now() - interval '1 minute'"), Is.EqualTo(3));
    }

    [Test]
    [Category("frozen-executor")]
    public async Task A_process_that_was_stopped_with_a_signal_texts_nobody_whom_another_has_texted()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        // Of this lease, an executor can use three seconds. So the test need not wait long.
        await newsroom.RunAsync("alter table outlier.settings drop constraint lease_is_one_minute_to_one_hour; update outlier.settings set lease = '33 seconds'");
        await using var proxy = HoldingProxy.Start(newsroom.Database.ConnectionStringFor("outlier_executor"), "\"traceId\"");
        using var process = OutlierProcess.Start(["run"], RunningExecutor.Configuration(proxy.ConnectionString, newsroom.Simulator.Address));
        await process.ListenAsync();
        await newsroom.BroadcastAsync(50);
        await proxy.Held;
        await process.FreezeAsync();
        proxy.Release();
        // The server may send a large answer before its transaction has committed.
        await newsroom.UntilAsync("(select count(*) = 50 from outlier.queued_messages where claim_id is not null)");
        await newsroom.RunAsync(
            """
            update outlier.queued_messages set lease_until = now() where claim_id is not null;
            select outlier.expire_leases(false, now());
            select outlier.settle_unknown_message(u.id, false) from outlier.unknown_messages as u;
            """);
        var another = await newsroom.StartExecutorAsync();
        await newsroom.UntilAsync("(select count(*) = 50 from outlier.message_statuses)");
        await another.StopAsync();
        await newsroom.UntilAsync("(select min(created_at) + interval '4 seconds' < clock_timestamp() from outlier.recipients)");
        await process.ThawAsync();
        // The process is awake once it has sent a new text.
        await newsroom.BroadcastAsync(1, "Another text");
        await newsroom.UntilAsync("(select count(*) = 51 from outlier.message_statuses)");
        await process.StopAsync();
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(51), process.Log);
    }

    [Test]
    public async Task A_hand_over_that_takes_longer_than_its_batch_has_left_is_given_back_and_judged_anew()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await using var proxy = HoldingProxy.Start(newsroom.Database.ConnectionStringFor("outlier_executor"), "\"traceId\"");
        var clocks = new TwoClocks();
        var executor = await newsroom.StartExecutorAsync(clocks, Through(proxy));
        await newsroom.RunAsync("alter table outlier.batches alter column send_within set default '1 minute'");
        await newsroom.BroadcastAsync(3);
        await proxy.Held;
        // More than the minute that the batch has left, but less than the claim's lease.
        clocks.Wall = TimeSpan.FromSeconds(61);
        proxy.Release();
        await executor.Log.UntilAsync("ended before the executor had made all calls");
        await newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses)");
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(3));
    }

    [Test]
    public void A_call_may_start_while_its_contact_hours_are_open_and_not_after()
    {
        var clocks = new TwoClocks();
        var lease = new Lease(clocks) { Length = TimeSpan.FromMinutes(3) }.StartingWithin(TimeSpan.FromSeconds(40));
        clocks.Wall = TimeSpan.FromSeconds(39);
        Assert.That(lease.ThrowIfOver, Throws.Nothing);
        clocks.Wall = TimeSpan.FromSeconds(40);
        Assert.That(lease.ThrowIfOver, Throws.InstanceOf<LeaseEndedException>());
        clocks.Wall = TimeSpan.Zero;
        clocks.Monotonic = TimeSpan.FromSeconds(41);
        Assert.That(lease.ThrowIfOver, Throws.InstanceOf<LeaseEndedException>());
    }

    [Test]
    public async Task A_freeze_while_a_connection_is_made_sends_nothing_either()
    {
        var clocks = new TwoClocks();
        using var sockets = new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, token);
                clocks.Wall = Frozen;
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var handler = new OutboundHandler { InnerHandler = sockets };
        using var client = new HttpClient(handler);
        await using var newsroom = await Newsroom.OpenAsync();
        Lease.Current = new Lease(clocks) { Length = TimeSpan.FromMinutes(3) };
        using var body = new StringContent("{}");
        Assert.That(async () => await client.PostAsync(new Uri(newsroom.Simulator.Address, "v1/drafts"), body), Throws.InstanceOf<LeaseEndedException>());
        Assert.That(newsroom.Simulator.State.Calls, Is.Empty);
    }

    [Test]
    [Category("late-results")]
    public async Task A_text_that_was_accepted_when_its_message_was_gone_is_an_incident_with_the_person_and_the_batch()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var newsroom = await Newsroom.OpenAsync(time: clock);
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/drafts", Delay = TimeSpan.FromSeconds(20) });
        await newsroom.StartExecutorAsync();
        var id = await newsroom.BroadcastAsync(1);
        await UntilAsync(() => newsroom.Simulator.State.SentCount == 1);
        await newsroom.RunAsync(
            $"""
             update outlier.queued_messages set lease_until = now() where claim_id is not null;
             select outlier.expire_leases(false, now());
             select outlier.settle_unknown_message(u.id, false) from outlier.unknown_messages as u;
             select outlier.cancel_batch({id});
             """);
        Assert.That(await newsroom.ReadAsync<long>("select count(*) from outlier.queued_messages"), Is.Zero);
        await AnswerAsync(newsroom, clock, $"exists (select from outlier.incidents where kind = 'accepted_late' and phone_number = '+12005550100' and batch_id = {id})");
    }

    [Test]
    [Category("late-results")]
    public async Task A_post_that_was_made_when_its_claim_had_ended_is_an_incident_with_the_person_and_is_not_made_again()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var newsroom = await Newsroom.OpenAsync(time: clock);
        newsroom.Simulator.State.AddFault(new Fault { PathPrefix = "/v1/posts", Delay = TimeSpan.FromSeconds(20) });
        await newsroom.StartExecutorAsync();
        await newsroom.RunAsync(
            """
            insert into outlier.conversations (id) values ('dd03b859-7652-4619-ab6a-88edefd1460c');
            insert into outlier.authors (phone_number) values ('+13135550142');
            insert into outlier.conversations_authors (conversation_id, author_phone_number) values ('dd03b859-7652-4619-ab6a-88edefd1460c', '+13135550142');
            select outlier.post_to_conversation('dd03b859-7652-4619-ab6a-88edefd1460c', 'A word to the team', 'note', 'a word');
            """);
        await UntilAsync(() => newsroom.Simulator.State.Posts.Count == 1);
        await newsroom.RunAsync("update outlier.requests set lease_until = now() where claim_id is not null; select outlier.expire_request(now())");
        Assert.That(await newsroom.ReadAsync<string>("select kind || ' ' || state from outlier.requests"), Is.EqualTo("find_post waiting"));
        await AnswerAsync(newsroom, clock, "exists (select from outlier.incidents where kind = 'request_accepted_late' and phone_number = '+13135550142' and message like '%it is recorded')");
        Assert.That(await newsroom.ReadAsync<bool>("select exists (select from outlier.posts) and not exists (select from outlier.requests)"), Is.True);
    }

    // The simulator holds its answer until its clock advances.
    private static async Task AnswerAsync(Newsroom newsroom, FakeTimeProvider clock, string condition)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        while (!await newsroom.ReadAsync<bool>($"select {condition} from (select pg_sleep(0.01)) as breath"))
        {
            limit.Token.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromSeconds(20));
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static Dictionary<string, string?> Through(HoldingProxy proxy) =>
        new(StringComparer.Ordinal) { ["ConnectionStrings:Outlier"] = proxy.ConnectionString + ";Pooling=true" };

    private static void Thaw(HoldingProxy proxy, TwoClocks clocks, bool isWall)
    {
        if (isWall)
        {
            clocks.Wall = Frozen;
        }
        else
        {
            clocks.Monotonic = Frozen;
        }

        proxy.Release();
    }
}
