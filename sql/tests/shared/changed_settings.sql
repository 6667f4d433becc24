-- A setting changes while messages are being sent. There is an assertion for each line of docs/explanation/settings.md
-- that has no file of its own. See also delivery/sending_number, delivery/clocks, labels/changed_parent,
-- schedules/changes_count_from_their_moment and sending/refused_for_everybody.
begin;
select plan(32);
select is(
  (
    select array_agg(a.attname::text order by a.attname)
    from pg_catalog.pg_attribute as a
    where a.attrelid = 'outlier.settings'::regclass and a.attnum > 0 and not a.attisdropped
  ),
  array[
    'approval_drift',
    'approval_threshold',
    'archive_label_id',
    'ask_twilio_after',
    'broadcast_gap',
    'campaign_parent_label_id',
    'catch_up_window',
    'clock_margin',
    'csv_campaigns_label_id',
    'erasure_salt',
    'event_attempts',
    'event_retention',
    'installation',
    'is_only_row',
    'lease',
    'link_wait',
    'max_batches_per_week',
    'max_failures',
    'max_texts_per_day',
    'organization_id',
    'pause_at_failure_percent',
    'pause_at_opt_out_percent',
    'price_per_part',
    'rate_limit_wait',
    'read_lag_limit',
    'reconciliation_window',
    'refusal_wait',
    'refusals_in_a_row',
    'reply_label_id',
    'reply_window',
    'segment_cost_limit',
    'send_now_margin',
    'sending_phone_number',
    'sending_stopped',
    'single_reads_limit',
    'test_numbers',
    'time_zone',
    'trace_seed',
    'twilio_answers_keywords',
    'twilio_match_window',
    'updated_at',
    'urgent_reserve'
  ],
  'a new setting needs a line in docs/explanation/settings.md, and a line here'
);
select test.sending(3, 'And?');
create function pg_temp.state(p_person integer default 0) returns text language sql as $$
  select concat_ws(' ', state, failures)
  from outlier.broadcast_first_messages
  where recipient_phone_number = test.number(p_person)
$$;
create function pg_temp.lost() returns jsonb language sql as $$
  select '{"status": null, "written": true, "missiveId": null, "conversationId": null}'::jsonb
$$;
create function pg_temp.refused() returns jsonb language sql as $$
  select '{"status": 400, "written": true, "missiveId": null, "conversationId": null}'::jsonb
$$;
savepoint ready;

-- A change between queueing and claim.
update outlier.settings set organization_id = md5('another')::uuid;
select is((test.claim() ->> 'organization')::uuid, md5('another')::uuid, 'the organization is that of the claim');
rollback to savepoint ready;
update outlier.settings set sending_stopped = true;
select is(test.claimed(test.claim()), '{}', 'all that waits stops at the next claim');
rollback to savepoint ready;
select test.label('Water');
select test.give_label(md5('label Water')::uuid, 0, 1);
update outlier.settings set csv_campaigns_label_id = md5('csv')::uuid;
select test.let(
  'made', api.create_campaign(test.request(), array[1], array['a'], array[test.number(60)], p_now => test.monday())
);
update outlier.settings set csv_campaigns_label_id = md5('another')::uuid;
select outlier.queue_campaign_messages((test.get('made') ->> 'id')::bigint, test.monday('1 hour'));
select is(
  (
    select m -> 'labels'
    from jsonb_array_elements(test.claim(test.monday('1 hour')) -> 'messages') as m
    where m ->> 'to' = test.number(60)
  ),
  jsonb_build_array(md5('csv')::uuid),
  'a campaign from a file keeps the shared label that it was made with'
);
rollback to savepoint ready;
insert into outlier.links (url, requested_at) values ('https://example.org/a', test.monday());
select test.share(test.upcoming(), (select id from outlier.audience_segments))
where not exists (select from outlier.broadcasts_segments where broadcast_id = test.upcoming());
update outlier.broadcasts set first_message = 'See https://example.org/a' where state = 'scheduled';
select outlier.make_broadcast(test.monday('3 hours'));
update outlier.settings set link_wait = '1 hour';
select is(
  (select links_settle_by from outlier.broadcasts where id = test.latest()),
  test.monday('3 hours 1 minute'),
  'a batch waits for its links as long as was set when it was queued'
);
rollback to savepoint ready;

-- A change between claim and answer.
select test.let('claim', test.claim(p_limit => 1));
savepoint claimed;
update outlier.settings set lease = '1 minute';
select is(
  outlier.expire_leases(false, test.monday('2 minutes')), 0,
  'a shorter lease ends no claim that was made with a longer one'
);
update outlier.settings set lease = '1 hour';
select is(outlier.expire_leases(false, test.monday('3 minutes')), 1, 'nor does a longer one put its end off');
rollback to savepoint claimed;
update outlier.settings set sending_stopped = true;
select test.record(test.get('claim'), test.monday('1 minute'));
select is(
  (select count(*) from outlier.message_statuses),
  1::bigint,
  'what was claimed before all sending stopped goes out and is recorded'
);
select is((select count(*) from outlier.broadcast_second_messages), 1::bigint, 'with its follow-up, which waits');
rollback to savepoint claimed;
update outlier.settings set organization_id = null;
select is(
  test.record(test.get('claim'), test.monday('1 minute')), 1, 'an answer counts though the organization went missing'
);
rollback to savepoint claimed;
update outlier.settings set refusal_wait = '1 hour';
select test.record(test.get('claim'), test.monday('1 minute'), pg_temp.refused());
select is(
  (select due_at from outlier.broadcast_first_messages where failures = 1),
  test.monday('61 minutes'),
  'how long a refused message waits is what is set when it is refused'
);
update outlier.settings set refusal_wait = '0';
select is(
  (select due_at from outlier.broadcast_first_messages where failures = 1), test.monday('61 minutes'), 'and stays so'
);
rollback to savepoint claimed;
update outlier.settings set max_failures = 1;
select test.record(test.get('claim'), test.monday('1 minute'), pg_temp.refused());
select is(
  (select count(*) from outlier.dead_letters),
  1::bigint,
  'a message is given up after as many failures as are allowed when it is refused'
);
rollback to savepoint claimed;
select test.record(test.get('claim'), test.monday('1 minute'), pg_temp.refused());
update outlier.settings set max_failures = 1;
select is(pg_temp.state(), 'waiting 1', 'one that waits is not given up without another try');
select test.record(test.claim(test.monday('1 hour'), 1), test.monday('1 hour'));
rollback to savepoint claimed;
update outlier.settings set rate_limit_wait = '7 minutes';
select test.record(test.get('claim'), test.monday('1 minute'), '{"status": 429, "written": true}');
select is(
  (select held_until from outlier.quotas where name = 'first_messages'),
  test.monday('8 minutes'),
  'a token waits as long as is set when the 429 comes'
);
rollback to savepoint claimed;
update outlier.settings set refusals_in_a_row = 1;
select test.record(test.get('claim'), test.monday('1 minute'), pg_temp.refused());
select is(
  (select state from outlier.broadcasts where id = test.latest()),
  'paused',
  'refusals stop a batch at what is set when they come'
);
rollback to savepoint claimed;
select test.record(test.get('claim'), test.monday('1 minute'), pg_temp.lost());
update outlier.settings set ask_twilio_after = '1 hour', lease = '1 hour';
select is(
  (select due_at from outlier.requests where kind = 'find_message'),
  test.monday('3 minutes'),
  'when a lost answer is looked for was decided when it was lost'
);
update outlier.settings set twilio_match_window = '20 hours';
select test.twilio_says(
  test.page(null, test.logged('SM0', test.number(0), p_made_at => test.monday('19 hours'))), test.monday('20 hours')
);
select results_eq(
  'select twilio_id from outlier.message_statuses',
  array['SM0'],
  'how far apart the times may be is what is set when Twilio answers'
);
rollback to savepoint ready;

-- A change between answer and reconciliation, or before the person's answer.
select test.send_all();
select test.let('pass', to_jsonb(outlier.reconcile(p_now => test.monday('1 day'))));
update outlier.settings set reconciliation_window = '1 day';
select is(
  (select since from outlier.reconciliations),
  test.monday('-6 days'),
  'a pass reaches as far back as was set when it began'
);
select is(
  outlier.reconcile(p_now => test.monday('25 hours')),
  test.get('pass')::bigint,
  'and goes on where a shorter one is wanted'
);
update outlier.settings set reconciliation_window = '20 days';
select ok(
  outlier.reconcile(p_now => test.monday('26 hours')) > test.get('pass')::bigint,
  'where a longer one is wanted it begins anew'
);
rollback to savepoint ready;
select test.send_all();
select outlier.reconcile(p_now => test.monday('1 hour'));
update outlier.settings set single_reads_limit = 0;
select test.twilio_says(test.page(), test.monday('1 hour'));
select is(
  (select state from outlier.reconciliations),
  'done',
  'how many messages are read one by one is what is set when the list ends'
);
rollback to savepoint ready;
select test.send_all();
update outlier.settings set reply_window = '1 hour';
select test.writes(test.number(0), 'Yes', test.monday('2 hours'));
select is(
  (select is_reply from outlier.twilio_messages),
  false,
  'whether a message is a reply is decided by what is set when it comes'
);
update outlier.settings set reply_window = '36 hours';
select is((select is_reply from outlier.twilio_messages), false, 'and stays so');
rollback to savepoint ready;
select test.let('label', to_jsonb(test.label('Archive')));
update outlier.settings set archive_label_id = (test.get('label') #>> '{}')::uuid;
select test.conversation(0);
insert into outlier.message_statuses (
  is_second, broadcast_id, recipient_phone_number, message, missive_conversation_id, twilio_sent_status, created_at
)
select s.is_second, test.latest(), test.number(0), 'Hi', test.conversation(0), 'failed', test.monday()
from (values (false), (true)) as s (is_second);
select outlier.archive_double_failures(test.monday('1 hour'));
update outlier.settings set archive_label_id = null;
select test.answer(
  test.claim_requests(test.monday('1 hour')),
  '{"posts": {"id": "7eab619a-aa55-4688-b9f1-3256a723837f"}}',
  201,
  test.monday('1 hour')
);
select is(
  (select array_agg(label_id) from outlier.conversations_labels where not is_archived),
  array[(test.get('label') #>> '{}')::uuid],
  'a post carries the label that was set when it was wanted, and the mirror has the same'
);
rollback to savepoint ready;

-- The schedule.
select test.schedule();
update outlier.broadcasts set scheduled_after = test.monday('1 hour') where state = 'scheduled';
update outlier.settings set catch_up_window = '1 minute';
select matches(
  outlier.check_and_trigger_broadcast(test.monday('1 day 2 minutes')),
  'is due at 2026-03-04',
  'a shorter catch-up window counts at once'
);
select is(
  (select count(*) from outlier.incidents where kind = 'broadcast_missed'),
  1::bigint,
  'and what it leaves behind is reported'
);
rollback to savepoint ready;
update outlier.settings set broadcast_gap = '10 minutes', send_now_margin = '0';
select lives_ok($$select outlier.send_now(test.monday('11 minutes'))$$, 'so do the gap and the margin');
rollback to savepoint ready;

-- Settings that must not change.
select lives_ok($$
  update outlier.settings set erasure_salt = sha256('1')
$$, 'a salt by which nobody is known may change');
insert into outlier.erased_people (digest, unsubscribed, exclude, erased_at)
values (sha256('2'), true, false, test.monday());
select throws_ok($$
  update outlier.settings set erasure_salt = sha256('3')
$$, 'OT006', null, 'one by which somebody is known may not: they would be texted when they come in again');
select throws_ok($$delete from outlier.settings$$, 'OT006', null, 'nor may it be deleted');
select is((select count(*) from outlier.problems where kind = 'settings'), 0::bigint, 'the settings are still there');
select * from finish();
rollback;
