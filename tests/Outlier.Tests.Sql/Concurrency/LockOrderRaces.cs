using Npgsql;
using Outlier.Tests.Support;

namespace Outlier.Tests.Sql.Concurrency;

/// <summary>
/// Checks that sessions that lock the same rows, in both orders, wait for each other at most, and both finish.
/// </summary>
[TestFixture]
public sealed class LockOrderRaces : RacingSessions
{
    private const string NewLabel = """[{"id": "7c3015f2-6e8a-4148-84d5-40a8204e78ae", "name": "New"}]""";

    private const string Answer =
        $$"""
          select api.record_request(jsonb_build_object('id', r.id, 'claimId', r.claim_id, 'status', 200, 'written', true,
            'body', '{"conversations": [{"shared_labels": {{NewLabel}}}]}'))
          from outlier.requests as r where r.payload ->> 'conversation' = test.conversation(1)::text
          """;

    private const string Stop =
        $$"""
          select test.receive_user_action(jsonb_set(
            jsonb_set(test.incoming(test.number(2), 'STOP', test.monday('2 minutes'))::jsonb, '{conversation,id}', to_jsonb(test.conversation(2))),
            '{conversation,shared_labels}', '{{NewLabel}}')::text, p_now => test.monday('2 minutes'))
          """;

    private const string Record = "select test.record(test.get('claim'), test.monday('1 second')) from (select set_config('test.claim', claim::text, false) from outlier.claims) as known";

    private const string Outgoing =
        "select test.receive_user_action(test.outgoing(test.number(1), 'Is your water clear?', md5('m1')::uuid, test.monday('3 seconds')), p_now => test.monday('3 seconds'))";

    private const string Cancel = "select outlier.cancel_batch(max(id), test.monday()) from outlier.campaigns";

    private const string Twilio =
        "select outlier.apply_logged_messages(outlier.read_logged_messages(jsonb_build_array(test.logged('SM1', test.number(1), 'Is your water clear?', 'failed', p_error_code => 30034))), test.monday('1 hour'))";

    [SetUp]
    public async Task Prepare() => await First.ExecuteAsync(
        """
        select test.settings();
        select test.label('Water');
        select test.label('Done');
        select test.give_label((select id from outlier.labels where name = 'Water'), 0, 4);
        update outlier.quotas set max_concurrent = null;
        create table outlier.claims (claim jsonb);
        """);

    [Test]
    [Category("slow-missive")]
    public async Task Two_overlapping_claims_ask_about_ten_people_each_and_the_next_claim_goes_well()
    {
        await First.ExecuteAsync(
            """
            select test.give_label((select id from outlier.labels where name = 'Water'), 4, 36);
            select test.scheduled_campaign(test.segments((select id from outlier.labels where name = 'Water'), (select id from outlier.labels where name = 'Done')));
            select outlier.queue_campaign_messages(max(id), test.monday()) from outlier.campaigns;
            insert into outlier.broadcast_second_messages (campaign_id, recipient_phone_number, message, due_at)
            select c.id, test.number(n), 'And now?', test.monday() from outlier.campaigns as c cross join generate_series(0, 39) as n;
            """);
        await First.ExecuteAsync("begin");
        await First.ExecuteAsync("select test.claim()");
        await Second.ExecuteAsync("select test.claim(p_queue => 'second_messages')");
        await First.ExecuteAsync("commit");
        Assert.That(await ValueAsync<long>("select count(*) from outlier.queued_messages where state = 'checking'"), Is.EqualTo(20));
        await First.ExecuteAsync("select test.share(test.broadcast(1), test.segment()); select outlier.make_broadcast(test.monday())");
        Assert.That(await ValueAsync<string[]>("select test.claimed(test.claim())"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_webhook_and_an_answer_with_the_same_new_label_both_go_through_and_a_STOP_is_heard([Values] bool answerFirst)
    {
        await First.ExecuteAsync(
            """
            select test.scheduled_campaign(test.segments((select id from outlier.labels where name = 'Water'), (select id from outlier.labels where name = 'Done')));
            select outlier.queue_campaign_messages(max(id), test.monday()) from outlier.campaigns;
            select test.claim();
            select test.claim_requests();
            """);
        await RaceAsync(answerFirst ? Answer : Stop, answerFirst ? Stop : Answer);
        Assert.Multiple(async () =>
        {
            Assert.That(await ValueAsync<bool>("select unsubscribed from outlier.authors where phone_number = test.number(2)"), Is.True);
            Assert.That(await ValueAsync<long>("select count(*) from outlier.errors"), Is.Zero);
            Assert.That(await ValueAsync<long>("select count(*) from outlier.conversations_labels where label_id = '7c3015f2-6e8a-4148-84d5-40a8204e78ae' and not is_archived"), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Results_and_the_webhook_about_one_of_the_messages_are_recorded_once([Values] bool resultsFirst)
    {
        await SendAsync();
        await RaceAsync(resultsFirst ? Record : Outgoing, resultsFirst ? Outgoing : Record);
        Assert.That(await ValueAsync<long>("select count(*) from outlier.message_statuses where recipient_phone_number = test.number(1)"), Is.EqualTo(1));
        Assert.That(await ValueAsync<long>("select count(*) from outlier.queued_messages"), Is.Zero);
    }

    [Test]
    public async Task A_webhook_that_settles_a_lost_message_and_its_late_result_are_recorded_once([Values] bool resultsFirst)
    {
        await SendAsync();
        await First.ExecuteAsync("update outlier.queued_messages set lease_until = test.monday(); select outlier.expire_leases(false, test.monday('1 second'))");
        await RaceAsync(resultsFirst ? Record : Outgoing, resultsFirst ? Outgoing : Record);
        Assert.That(await ValueAsync<long>("select count(*) from outlier.message_statuses where recipient_phone_number = test.number(1)"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_cancel_and_the_results_of_the_same_campaign_go_through([Values] bool resultsFirst)
    {
        await SendAsync(limit: 2);
        await RaceAsync(resultsFirst ? Record : Cancel, resultsFirst ? Cancel : Record);
        Assert.That(await ValueAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(2));
        Assert.That(await ValueAsync<long>("select count(*) from outlier.recipients where reason = 'cancelled'"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_page_of_Twilio_that_pauses_what_is_being_sent_and_a_cancel_go_through([Values] bool pageFirst)
    {
        await SendAsync(limit: 2);
        await First.ExecuteAsync(Record);
        await RaceAsync(pageFirst ? Twilio : Cancel, pageFirst ? Cancel : Twilio);
        Assert.That(await ValueAsync<string>("select state from outlier.campaigns"), Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task A_claim_does_not_wait_for_a_campaign_that_somebody_holds_even_where_its_leases_have_run_out()
    {
        await SendAsync(limit: 2);
        await First.ExecuteAsync("begin; select from outlier.campaigns for update");
        await Second.ExecuteAsync("set lock_timeout = '1s'; update outlier.queued_messages set lease_until = test.monday('30 seconds') where state = 'sending'");
        Assert.That(await Second.ScalarAsync<string[]>("select test.claimed(test.claim(test.monday('1 minute')))"), Has.Length.EqualTo(2));
        await First.ExecuteAsync("commit");
        await Second.ExecuteAsync("select test.claim(test.monday('2 minutes'))");
        Assert.That(await ValueAsync<long>("select count(*) from outlier.queued_messages where state = 'unknown'"), Is.EqualTo(2));
    }

    [Test]
    [Category("held-lock")]
    public async Task Results_of_a_campaign_that_somebody_holds_wait_and_those_of_others_count()
    {
        await SendAsync();
        await First.ExecuteAsync("select test.share(test.broadcast(1), test.segment()); select outlier.make_broadcast(test.monday()); insert into outlier.claims select test.claim()");
        await First.ExecuteAsync("begin; select from outlier.campaigns for update");
        var recorded = await Second.ScalarAsync<string>(
            """
            select api.record_messages('first_messages', (select jsonb_agg(r) from outlier.claims, jsonb_array_elements(test.results(claim)) as r), test.monday('1 second'))::text
            """);
        Assert.That(await Second.ScalarAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(1));
        Assert.That(recorded, Does.Match(@"^\{""counted"": \[[0-9]+\], ""waiting"": \[[0-9]+, [0-9]+, [0-9]+, [0-9]+\]\}$"));
        await First.ExecuteAsync("commit");
    }

    [Test]
    public async Task A_campaign_that_is_made_while_the_answer_about_its_label_is_recorded_gets_the_label([Values] bool answerFirst)
    {
        const string Campaign = "insert into outlier.campaigns (first_message, segments, run_at, label_name) select 'Hi', test.segments(l.id), test.monday('1 day'), 'Spring' from outlier.labels as l where l.name = 'Water'";
        const string LabelAnswer =
            """
            select api.record_request(jsonb_build_object('id', r.id, 'claimId', r.claim_id, 'status', 200, 'written', true,
              'body', '{"shared_labels": [{"id": "7c3015f2-6e8a-4148-84d5-40a8204e78ae", "name": "Spring"}]}'))
            from outlier.requests as r where r.subject = 'label:spring'
            """;
        await First.ExecuteAsync(Campaign);
        await First.ExecuteAsync("select test.claim_requests()");
        await RaceAsync(answerFirst ? LabelAnswer : Campaign, answerFirst ? Campaign : LabelAnswer);
        Assert.That(
            await ValueAsync<long>("select count(*) from outlier.campaigns where label_ids = array['7c3015f2-6e8a-4148-84d5-40a8204e78ae'::uuid]"),
            Is.EqualTo(2));
    }

    [Test]
    public async Task An_accepted_answer_that_comes_after_its_claim_waits_for_who_holds_the_campaign_and_then_counts()
    {
        await SendAsync(limit: 1);
        await First.ExecuteAsync("update outlier.queued_messages set state = 'waiting', claim_id = null, claimed_by = null, claimed_at = null, lease_until = null where state = 'sending'");
        await First.ExecuteAsync("begin; select from outlier.campaigns for update");
        const string late = "select api.record_messages('first_messages', (select test.results(claim) from outlier.claims), test.monday('1 second'))";
        Assert.That(await Second.ScalarAsync<string>($"select ({late}) ->> 'waiting'"), Does.Match(@"^\[[0-9]+\]$"));
        Assert.That(await Second.ScalarAsync<long>("select count(*) from outlier.incidents where kind = 'accepted_late'"), Is.Zero);
        await First.ExecuteAsync("commit");
        Assert.That(await Second.ScalarAsync<string>($"select ({late}) ->> 'counted'"), Does.Match(@"^\[[0-9]+\]$"));
        Assert.That(await ValueAsync<long>("select count(*) from outlier.message_statuses"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_campaign_that_is_queued_while_the_answer_about_its_link_is_recorded_goes_out_with_the_short_link([Values] bool answerFirst)
    {
        await First.ExecuteAsync(
            """
            select test.scheduled_campaign(test.segments((select id from outlier.labels where name = 'Water')), p_first_message => 'Read https://example.org/a');
            select test.claim_requests();
            """);
        const string Link =
            """
            select api.record_request(jsonb_build_object('id', r.id, 'claimId', r.claim_id, 'status', 200, 'written', true, 'body', '{"shortLink": "https://dub.sh/a"}'), test.monday())
            from outlier.requests as r
            """;
        const string Queue = "select outlier.check_and_run_campaigns(test.monday())";
        await RaceAsync(answerFirst ? Link : Queue, answerFirst ? Queue : Link);
        Assert.That(await ValueAsync<string>("select test.claim(test.monday('1 second')) #>> '{messages,0,text}'"), Is.EqualTo("Read https://dub.sh/a"), "at once, and not a minute later");
    }

    [Test]
    public async Task Each_campaign_and_each_step_of_the_maintenance_is_a_transaction_of_its_own()
    {
        await First.ExecuteAsync(
            """
            select test.scheduled_campaign(test.segments(id), now() - interval '1 second', p_first_message => 'Small') from outlier.labels where name = 'Water';
            select test.give_label((select id from outlier.labels where name = 'Done'), 10, 20);
            select test.scheduled_campaign(test.segments(id), now() - interval '1 minute', p_first_message => 'Large') from outlier.labels where name = 'Done';
            """);
        // This lock stops the queueing of the large campaign, because queueing needs the table.
        await First.ExecuteAsync("begin; lock table outlier.tallies in access exclusive mode");
        var job = Task.Run(() => Second.ExecuteAsync("call outlier.check_and_run_campaigns_separately()"));
        await UntilBlockedAsync(Second, job);
        await First.ExecuteAsync("commit");
        await job;
        Assert.That(
            await ValueAsync<bool>("select count(distinct xmin::text) = 2 from outlier.batches where state = 'sending'"), Is.True, "two campaigns, two transactions");
        await Second.ExecuteAsync("call outlier.run_maintenance(); call outlier.run_event_retries()");
        Assert.That(
            async () => await Second.ExecuteAsync("begin; call outlier.run_maintenance()"),
            Throws.TypeOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("2D000"), "which a caller's transaction would undo");
    }

    [Test]
    public async Task A_STOP_waits_for_no_conversation_label_or_batch_that_somebody_holds()
    {
        await First.ExecuteAsync(
            """
            select test.writes(test.number(2), 'Hello', test.monday('1 minute'));
            select test.scheduled_campaign(test.segments((select id from outlier.labels where name = 'Water')));
            select outlier.queue_campaign_messages(max(id), test.monday()) from outlier.campaigns;
            """);
        await First.ExecuteAsync("begin; select from outlier.conversations for update; select from outlier.labels for update; select from outlier.campaigns for update");
        await Second.ExecuteAsync("set lock_timeout = '2s'");
        var waiting = await Second.ScalarAsync<long>("select api.receive_user_action(test.incoming(test.number(2), 'STOP', test.monday('2 minutes')), p_now => test.monday('2 minutes'))");
        Assert.Multiple(async () =>
        {
            Assert.That(await Second.ScalarAsync<bool>("select unsubscribed from outlier.authors where phone_number = test.number(2)"), Is.True);
            Assert.That(await Second.ScalarAsync<long>("select count(*) from outlier.queued_messages where recipient_phone_number = test.number(2)"), Is.Zero);
        });
        await First.ExecuteAsync("commit");
        await Second.ExecuteAsync($"select api.act_on_event({waiting}, p_now => test.monday('3 minutes'))");
        Assert.That(await ValueAsync<long>("select count(*) from outlier.unsubscribed_messages"), Is.EqualTo(1));
    }

    // Queues a campaign to four people, claims up to the limit, and stores the claim in a table.
    private async Task SendAsync(int limit = 4) => await First.ExecuteAsync(
        $"""
         select test.scheduled_campaign(test.segments((select id from outlier.labels where name = 'Water')));
         select outlier.queue_campaign_messages(max(id), test.monday()) from outlier.campaigns;
         insert into outlier.claims select test.claim(p_limit => {limit});
         """);
}
