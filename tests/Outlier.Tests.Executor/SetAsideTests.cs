using System.Net;
using Outlier.Tests.Executor.Http;
using Outlier.Tests.Support;

namespace Outlier.Tests.Executor;

/// <summary>
/// Checks that a row, a lock or a claim that the executor cannot process does not delay others, and that Outlier
/// reports it.
/// </summary>
public sealed class SetAsideTests
{
    [Test]
    [Category("bad-row")]
    public async Task A_message_that_the_executor_cannot_read_stops_no_other_and_is_given_up_with_a_record()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.RunAsync("update outlier.settings set refusal_wait = '0'");
        var id = await newsroom.BroadcastAsync(5);
        // Neither JSON nor C# can represent the time 'infinity', so the executor cannot read this message.
        await newsroom.RunAsync("update outlier.queued_messages set created_at = 'infinity' where recipient_phone_number = '+12005550102'");
        await newsroom.StartExecutorAsync();
        await newsroom.UntilAsync("not exists (select from outlier.queued_messages)");
        Assert.Multiple(async () =>
        {
            Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(4));
            Assert.That(await newsroom.ReadAsync<string>("select body from outlier.dead_letters where recipient_phone_number = '+12005550102'"), Does.Contain("cannot read this message"));
            Assert.That(await newsroom.ReadAsync<string>($"select reason from outlier.recipients where broadcast_id = {id} and phone_number = '+12005550102'"), Is.EqualTo("gave_up"));
        });
        await newsroom.BroadcastAsync(5);
        await newsroom.UntilAsync("(select count(*) = 9 from outlier.message_statuses)");
    }

    [Test]
    [Category("held-lock")]
    public async Task A_batch_that_somebody_holds_locked_delays_the_record_of_no_other()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await using var administrator = await newsroom.Database.OpenAsync(TestDatabase.Superuser);
        var held = await newsroom.BroadcastAsync(2, "Held");
        var free = await newsroom.BroadcastAsync(3, "Free");
        await administrator.ExecuteAsync($"begin; select from outlier.broadcasts where id = {held} for update");
        await newsroom.StartExecutorAsync();
        await newsroom.UntilAsync($"(select state = 'done' from outlier.broadcasts where id = {free})");
        Assert.That(await newsroom.ReadAsync<string[]>($"select array_agg(distinct state) from outlier.queued_messages where broadcast_id = {held}"), Is.EqualTo((string[])["sending"]));
        await administrator.ExecuteAsync("commit");
        await newsroom.UntilAsync($"(select state = 'done' from outlier.broadcasts where id = {held})");
        Assert.That(newsroom.Simulator.State.SentCount, Is.EqualTo(5), "each once");
    }

    [Test]
    [Category("silent-claims")]
    public async Task Claims_that_fail_again_and_again_are_a_problem_a_metric_and_not_ready()
    {
        await using var door = await Door.OpenAsync();
        await ReadyAsync(door, HttpStatusCode.OK, "ready");
        await door.Newsroom.RunAsync("alter function api.claim_messages rename to elsewhere");
        await ReadyAsync(door, HttpStatusCode.ServiceUnavailable, "claims from the queue first_messages fail");
        await UntilAsync(door, "exists (select from outlier.problems where kind = 'claims_fail' and message like 'claims from the queue first_messages fail: function api.claim_messages%')");
        using (var metrics = await door.SendAsync(HttpMethod.Get, "/metrics"))
        {
            Assert.That(await metrics.Content.ReadAsStringAsync(), Does.Contain("outlier_claims_failed").And.Contain("kind=\"claims_fail\""));
        }

        await door.Newsroom.RunAsync("alter function api.elsewhere rename to claim_messages");
        await ReadyAsync(door, HttpStatusCode.OK, "ready");
        await door.Newsroom.UntilAsync("not exists (select from outlier.problems where kind = 'claims_fail')");
    }

    [Test]
    [Category("slow-reader")]
    public async Task Clients_that_read_slowly_hold_up_neither_an_opt_out_nor_a_message()
    {
        await using var door = await Door.OpenAsync();
        var id = await door.Newsroom.ReadAsync<long>(
            """
            insert into outlier.authors (phone_number) values ('+13135550142');
            insert into outlier.campaigns (first_message, run_at, has_file, is_personalized) values ('x', now() + interval '1 day', true, true);
            insert into outlier.campaign_file_recipients (campaign_id, line, raw, phone_number, message, verdict)
            select max(c.id), n, '+13135550142', '+13135550142', repeat('x', 1500), 'accepted' from outlier.campaigns as c cross join generate_series(1, 6000) as n group by n;
            select max(id) from outlier.campaigns;
            """);
        var token = door.TokenOf("viewer");
        var slow = new List<HttpResponseMessage>();
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler);
        for (var reader = 0; reader < 20; reader++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(door.Executor.Address, $"/campaigns/{id}/recipients.csv"));
            request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);
            // The answer has nine megabytes. The clients read none of it, so only the socket's buffer fills.
            slow.Add(await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
        }

        Assert.That(slow.Select(answer => answer.StatusCode), Has.All.EqualTo(HttpStatusCode.OK));
        using var inbox = new Inbox(door.Executor.Address);
        using var heard = await inbox.DeliverAsync(await door.Newsroom.ReadAsync<string>("select test.incoming('+13135550142', 'STOP', now())"));
        Assert.That(heard.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await door.Newsroom.ReadAsync<bool>("select unsubscribed from outlier.authors where phone_number = '+13135550142'"), Is.True);
        await door.Newsroom.BroadcastAsync(3);
        await door.Newsroom.UntilAsync("(select count(*) = 3 from outlier.message_statuses)");
        using var list = await door.SendAsync(HttpMethod.Get, "/campaigns/", token);
        Assert.That(list.StatusCode, Is.EqualTo(HttpStatusCode.OK), "nor does it hold up the team");
        slow.ForEach(answer => answer.Dispose());
    }

    // The executor claims after each notification, and after each pause that its clock ends.
    private static async Task UntilAsync(Door door, string condition)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        while (!await door.Newsroom.ReadAsync<bool>($"select {condition}"))
        {
            limit.Token.ThrowIfCancellationRequested();
            door.Time.Advance(TimeSpan.FromSeconds(3));
            await door.Newsroom.UntilAsync("true");
        }
    }

    private static async Task ReadyAsync(Door door, HttpStatusCode status, string begins)
    {
        using var limit = new CancellationTokenSource(Newsroom.Limit);
        var said = string.Empty;
        while (!limit.IsCancellationRequested)
        {
            using var answer = await door.SendAsync(HttpMethod.Get, "/health/ready/");
            said = $"{answer.StatusCode} {await Door.MessageOfAsync(answer)}";
            if (said.StartsWith($"{status} {begins}", StringComparison.Ordinal))
            {
                return;
            }

            // The executor claims after each notification, and after each pause that its clock ends.
            door.Time.Advance(TimeSpan.FromSeconds(3));
            await door.Newsroom.RunAsync("select outlier.wake_executor()");
            await door.Newsroom.UntilAsync("true");
        }

        Assert.Fail($"Not {status} {begins}, but {said}\n{door.Executor.Log.Text}");
    }
}
