using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

[TestFixture]
public sealed class PrivacyRaces : RacingSessions
{
    private const string Queue = "select outlier.queue_campaign_messages(max(id), test.monday()) from outlier.campaigns";
    private const string Erase = "select outlier.erase_person(test.number(1), test.monday())";

    [SetUp]
    public async Task Prepare() => await First.ExecuteAsync(
        """
        select test.settings();
        select test.give_label(test.label('Water'), 0, 3);
        select test.scheduled_campaign(test.segments(id)) from outlier.labels;
        """);

    [Test]
    public async Task Who_is_queued_while_they_are_erased_is_erased_from_the_queue()
    {
        await RaceAsync(Queue, Erase);
        Assert.Multiple(async () =>
        {
            Assert.That(await ValueAsync<long>("select count(*) from outlier.broadcast_first_messages"), Is.EqualTo(2));
            Assert.That(await ValueAsync<long>("select count(*) from outlier.recipients where phone_number like 'erased:%' and reason = 'erased'"), Is.EqualTo(1));
            Assert.That(await ValueAsync<long>("select count(*) from test.naming('2005550101')"), Is.Zero);
        });
    }

    [Test]
    public async Task Who_is_erased_while_a_campaign_is_queued_is_not_in_it()
    {
        await RaceAsync(Erase, Queue);
        Assert.That(await ValueAsync<long>("select count(*) from test.naming('2005550101')"), Is.Zero);
        await First.ExecuteAsync("select test.send_all()");
        Assert.That(await ValueAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_claim_that_drops_somebody_who_is_erased_waits_for_nobody_who_waits_for_it()
    {
        await First.ExecuteAsync(Queue);
        await First.ExecuteAsync("update outlier.authors set exclude = true where phone_number = test.number(1)");
        // The first session has locked the message like a claim that has not yet recorded why it drops the message.
        await First.ExecuteAsync("begin; select from outlier.queued_messages where recipient_phone_number = test.number(1) for update");
        var erasing = Task.Run(() => Second.ExecuteAsync(Erase));
        await UntilBlockedAsync(Second, erasing);
        await First.ExecuteAsync("select test.claim()");
        await First.ExecuteAsync("commit");
        await erasing;
        Assert.That(await ValueAsync<long>("select count(*) from test.naming('2005550101')"), Is.Zero);
    }

    [Test]
    [Category("person")]
    public async Task Nobody_is_erased_whose_message_is_being_claimed()
    {
        await First.ExecuteAsync(Queue);
        Assert.That(
            async () => await RaceAsync("select test.claim()", Erase),
            Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("OT011"));
        Assert.That(await ValueAsync<long>("select count(*) from outlier.authors"), Is.EqualTo(3));
    }
}
