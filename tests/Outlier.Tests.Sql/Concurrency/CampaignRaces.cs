using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

[TestFixture]
public sealed class CampaignRaces : RacingSessions
{
    private const string Check = "select outlier.check_and_run_campaigns(test.monday())";
    private const string Change = "select api.change_campaign(max(id), '{\"firstMessage\": \"Changed\"}', p_now => test.monday('-1 hour')) from outlier.campaigns";

    [SetUp]
    public async Task Prepare() => await First.ExecuteAsync(
        """
        select test.settings();
        select test.label('Water');
        select test.label('Done');
        select test.give_label((select id from outlier.labels where name = 'Water'), 0, 3);
        select test.scheduled_campaign(test.segments((select id from outlier.labels where name = 'Water'), (select id from outlier.labels where name = 'Done')));
        """);

    [Test]
    [Category("function-check_and_run_campaigns")]
    public async Task Two_checks_at_once_run_a_campaign_once()
    {
        await First.ExecuteAsync("begin");
        await First.ExecuteAsync(Check);
        Assert.That(await Second.ScalarAsync<string>(Check), Does.StartWith("0 campaigns run"), "the other one does not wait for it, and goes on");
        await First.ExecuteAsync("commit");
        Assert.That(await Second.ScalarAsync<string>(Check), Does.StartWith("0 campaigns run"));
        Assert.That(await ValueAsync<long>("select count(*) from outlier.broadcast_first_messages"), Is.EqualTo(3));
    }

    [Test]
    [Category("edit-without-effect")]
    public async Task A_change_that_comes_while_it_is_queued_is_refused()
    {
        Assert.That(
            async () => await RaceAsync(Check, Change),
            Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("OT006"));
    }

    [Test]
    public async Task Two_queued_by_hand_at_once_are_queued_once()
    {
        const string Queue = "select outlier.queue_campaign_messages(max(id), test.monday()) from outlier.campaigns";
        Assert.That(
            async () => await RaceAsync(Queue, Queue),
            Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("OT005"));
        Assert.That(await ValueAsync<long>("select count(*) from outlier.broadcast_first_messages"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_label_and_an_author_that_join_a_conversation_at_once_find_each_other()
    {
        await RaceAsync(
            "insert into outlier.conversations_labels (conversation_id, label_id) select test.conversation(0), id from outlier.labels where name = 'Done'",
            "insert into outlier.conversations_authors (conversation_id, author_phone_number) select test.conversation(0), test.author(test.number(50))");
        Assert.That(
            await ValueAsync<long>("select count(*) from outlier.authors_labels where label_id = (select id from outlier.labels where name = 'Done')"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_label_that_leaves_one_conversation_while_it_comes_to_another_stays_with_the_person()
    {
        await First.ExecuteAsync(
            """
            insert into outlier.conversations (id) values (md5('other')::uuid);
            insert into outlier.conversations_authors (conversation_id, author_phone_number) values (md5('other')::uuid, test.number(0));
            """);
        await RaceAsync(
            "insert into outlier.conversations_labels (conversation_id, label_id) select md5('other')::uuid, id from outlier.labels where name = 'Water'",
            "delete from outlier.conversations_labels where conversation_id = test.conversation(0)");
        Assert.That(
            await ValueAsync<long>("select count(*) from outlier.authors_labels where author = substr(test.number(0), 2)::bigint"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_cancel_while_an_answer_about_labels_is_acted_on_ends_for_both()
    {
        await First.ExecuteAsync(Check);
        await First.ExecuteAsync("select test.claim()");
        await First.ExecuteAsync("select test.claim_requests()");
        await RaceAsync(
            """
            select test.answer(jsonb_build_object('requests', (select jsonb_agg(jsonb_build_object('id', id, 'claimId', claim_id)) from outlier.requests)),
              '{"conversations": [{"shared_labels": []}]}')
            """,
            "select outlier.cancel_batch(max(id), test.monday()) from outlier.campaigns");
        Assert.That(await ValueAsync<long>("select count(*) from outlier.queued_messages"), Is.Zero);
        Assert.That(await ValueAsync<long>("select count(*) from outlier.recipients where reason = 'cancelled'"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_name_that_two_want_at_once_is_asked_for_once()
    {
        await RaceAsync("select outlier.find_or_request_label('Spring')", "select outlier.find_or_request_label('spring')");
        Assert.That(await ValueAsync<long>("select count(*) from outlier.requests"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_campaign_that_somebody_deletes_takes_no_recipients()
    {
        Assert.That(
            async () => await RaceAsync(
                "select api.delete_campaign(max(id)) from outlier.campaigns",
                "insert into outlier.recipients (campaign_id, phone_number) select max(id), test.number(0) from outlier.campaigns returning 1"),
            Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("23503"));
    }
}
