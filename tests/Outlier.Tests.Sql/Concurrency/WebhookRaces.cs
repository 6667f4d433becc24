using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

[TestFixture]
public sealed class WebhookRaces : RacingSessions
{
    private const string Id = "542fac8a-7a8b-42bf-a948-806f393a65ac";
    private const string Outgoing =
        $"select test.receive_user_action(test.outgoing(test.number(0), 'x', '{Id}', test.monday('1 second'), 'SM1'), p_now => test.monday('2 seconds'))";

    [Test]
    public async Task The_webhook_of_a_message_that_is_being_recorded_waits_and_finds_it()
    {
        var record = await SendOneAsync();
        await RaceAsync(record, Outgoing);
        Assert.That(await ValueAsync<string>("select twilio_id from outlier.message_statuses"), Is.EqualTo("SM1"));
    }

    [Test]
    public async Task A_record_that_comes_while_the_webhook_is_being_stored_waits_and_finds_it()
    {
        var record = await SendOneAsync();
        await RaceAsync(Outgoing, record);
        Assert.That(await ValueAsync<string>("select twilio_id from outlier.message_statuses"), Is.EqualTo("SM1"));
    }

    [Test]
    public async Task The_same_opt_out_twice_at_once_is_recorded_once()
    {
        await First.ExecuteAsync("select test.sending(1)");
        const string Stop = $"select test.writes(test.number(0), 'STOP', test.monday('1 minute'), '{Id}')";
        await RaceAsync(Stop, Stop);
        Assert.Multiple(async () =>
        {
            Assert.That(await ValueAsync<long>("select count(*) from outlier.unsubscribed_messages"), Is.EqualTo(1));
            Assert.That(await ValueAsync<long>("select count(*) from outlier.consent_events"), Is.EqualTo(1));
            Assert.That(await ValueAsync<long>("select count(*) from outlier.errors"), Is.Zero);
        });
    }

    [Test]
    public async Task Start_and_stop_at_once_leave_the_later_one_standing()
    {
        await First.ExecuteAsync("select test.sending(1); update outlier.authors set unsubscribed = true");
        await RaceAsync(
            "select test.writes(test.number(0), 'START', test.monday('1 minute'))",
            "select test.writes(test.number(0), 'STOP', test.monday('2 minutes'))");
        Assert.That(await ValueAsync<bool>("select unsubscribed from outlier.authors where phone_number = test.number(0)"), Is.True);
    }

    [Test]
    public async Task An_opt_out_that_is_being_stored_keeps_its_message_from_being_claimed()
    {
        await First.ExecuteAsync("select test.sending(2)");
        await First.ExecuteAsync("begin");
        await First.ExecuteAsync("select test.writes(test.number(0), 'STOP', test.monday())");
        var claimed = await Second.ScalarAsync<string[]>("select test.claimed(test.claim())");
        await First.ExecuteAsync("commit");
        Assert.That(claimed, Is.EqualTo((string[])["+12005550101"]));
    }

    [Test]
    public async Task An_opt_out_while_the_first_message_is_being_recorded_leaves_no_follow_up_to_be_sent()
    {
        await First.ExecuteAsync("select test.sending(1, 'And?', 60)");
        var claim = await First.ScalarAsync<string>("select test.claim()::text");
        await First.ExecuteAsync("begin");
        await First.ExecuteAsync($"select test.record('{claim}', test.monday('1 second'))");
        // The second session cannot see the follow-up yet. A later claim drops it.
        var stop = Task.Run(() => Second.ExecuteAsync("select test.writes(test.number(0), 'STOP', test.monday('1 second'))"));
        await First.ExecuteAsync("commit");
        await stop;
        Assert.That(await First.ScalarAsync<string[]>("select test.claimed(test.claim(test.monday('1 hour'), p_queue => 'second_messages'))"), Is.Empty);
    }

    private async Task<string> SendOneAsync()
    {
        await First.ExecuteAsync("select test.sending(1)");
        var claim = await First.ScalarAsync<string>("select test.claim()::text");
        return $$"""select test.record('{{claim}}', test.monday('3 seconds'), '{"missiveId": "{{Id}}"}')""";
    }
}
