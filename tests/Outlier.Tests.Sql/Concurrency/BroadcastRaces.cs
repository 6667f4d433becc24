using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

[TestFixture]
public sealed class BroadcastRaces : RacingSessions
{
    private const string Check = "select outlier.check_and_trigger_broadcast(test.monday())";
    private const string SendNow = "select outlier.send_now(test.monday('-1 day'))";

    [SetUp]
    public async Task Prepare() => await First.ExecuteAsync(
        """
        select test.settings();
        select test.authors(3);
        select test.broadcast(3);
        select test.share(test.upcoming(), test.segment());
        select test.schedule();
        """);

    [Test]
    public async Task Two_checks_at_once_make_one_broadcast()
    {
        await RaceAsync(Check, Check);
        Assert.Multiple(async () =>
        {
            Assert.That(await ValueAsync<long>("select count(*) from outlier.broadcasts where made_at is not null"), Is.EqualTo(1));
            Assert.That(await ValueAsync<long>("select count(*) from outlier.broadcasts where state = 'scheduled'"), Is.EqualTo(1));
            Assert.That(await ValueAsync<long>("select count(*) from outlier.broadcast_first_messages"), Is.EqualTo(3));
            Assert.That(await ValueAsync<long>("select count(*) from outlier.incidents"), Is.Zero);
        });
    }

    [Test]
    [Category("send-now-twice")]
    public async Task Two_send_now_at_once_queue_everybody_once_and_the_second_is_told()
    {
        Assert.That(
            async () => await RaceAsync(SendNow, SendNow),
            Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("OT007"));
        Assert.That(await ValueAsync<long>("select count(*) from outlier.broadcast_first_messages"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_check_while_somebody_presses_send_now_makes_no_second_broadcast()
    {
        await RaceAsync(SendNow, "select outlier.check_and_trigger_broadcast(test.monday('-1 day 1 minute'))");
        Assert.That(await ValueAsync<long>("select count(*) from outlier.broadcasts where made_at is not null"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_time_zone_that_changes_while_the_broadcast_is_made_costs_it_nothing_and_brings_no_second_one([Values] bool changeFirst)
    {
        const string Change = "update outlier.settings set time_zone = 'America/Los_Angeles', updated_at = test.monday('1 minute')";
        const string Late = "select outlier.check_and_trigger_broadcast(test.monday('2 minutes'))";
        await RaceAsync(changeFirst ? Change : Late, changeFirst ? Late : Change);
        Assert.Multiple(async () =>
        {
            Assert.That(await ValueAsync<long>("select count(*) from outlier.broadcasts where made_at is not null"), Is.EqualTo(1));
            Assert.That(
                await ValueAsync<bool>("select outlier.broadcast_run_at(b) = test.monday('1 day 3 hours') from outlier.broadcasts as b where b.state = 'scheduled'"),
                Is.True,
                "the next one is on the next day, by the new clock");
        });
    }

    [Test]
    public async Task A_schedule_that_changes_by_hand_and_through_the_API_at_once_has_both_changes()
    {
        await RaceAsync(
            "update outlier.broadcast_settings set tue = '11:00', effective_from = test.monday('-1 hour')",
            "select api.change_broadcast_settings('{\"schedule\": {\"wed\": \"12:00\"}}', test.monday('-1 hour'))");
        Assert.That(await ValueAsync<bool>("select tue = '11:00' and wed = '12:00' from outlier.broadcast_settings"), Is.True);
    }

    [Test]
    [Category("edit-without-effect")]
    public async Task An_edit_while_the_broadcast_is_made_fails_instead_of_having_no_effect()
    {
        Assert.That(
            async () => await RaceAsync(Check, "update outlier.broadcasts set first_message = 'edited' where id = 1"),
            Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("OT006"));
    }

    [Test]
    [Category("over-100")]
    public async Task Shares_added_by_two_sessions_at_once_cannot_exceed_100_percent()
    {
        await First.ExecuteAsync("select test.segment('a'); select test.segment('b'); delete from outlier.broadcasts_segments");
        static string Add(string segment) =>
            $"select test.share(test.upcoming(), (select id from outlier.audience_segments where name = '{segment}'), 60)";
        Assert.That(
            async () => await RaceAsync(Add("a"), Add("b")),
            Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("OT004"));
        Assert.That(await ValueAsync<decimal>("select sum(ratio) from outlier.broadcasts_segments"), Is.EqualTo(60));
    }

    [Test]
    public async Task Who_opts_out_while_the_batch_is_being_queued_is_not_texted()
    {
        await First.ExecuteAsync("begin");
        await First.ExecuteAsync(Check);
        await Second.ExecuteAsync("select test.writes(test.number(1), 'STOP', test.monday())");
        await First.ExecuteAsync("commit");
        var claimed = await Second.ScalarAsync<string[]>("select test.claimed(test.claim())");
        Assert.That(claimed, Is.EqualTo((string[])["+12005550100", "+12005550102"]));
    }
}
