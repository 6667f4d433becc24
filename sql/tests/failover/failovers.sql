-- A standby becomes the primary, and the last commits are lost. Outlier reads Twilio's log to find the lost texts, so
-- that it neither sends a text again nor misses one from a person. The old primary's heartbeat is at one minute.
-- Outlier notices the new primary at a minute and a half.
-- Shows: failover-doubled, failover-stop, failover-seconds, failover-blind
begin;
select plan(76);
create or replace function outlier.server_timeline() returns text language sql volatile set search_path = '' as $$
  select pg_catalog.current_setting('test.timeline')
$$;
create function pg_temp.fail_over(p_is_synchronous boolean default false) returns jsonb language plpgsql as $$
begin
  update outlier.heartbeat
  set timeline = 'server:00000001', beat_at = test.monday('1 minute'), is_synchronous = p_is_synchronous;
  perform set_config('test.timeline', 'server:00000002', true);
  return test.claim(test.monday('90 seconds'));
end
$$;
create function pg_temp.came_in(p_sid text, p_from text, p_text text, p_at timestamptz default test.monday('65 seconds'))
returns jsonb language sql as $$
  select test.logged(
    p_sid, '+13135550100', p_text, 'received', p_at,
    p_change => jsonb_build_object('direction', 'inbound', 'from', p_from)
  )
$$;
-- Answers each request for a list with its page.
create function pg_temp.twilio(
  p_at timestamptz, p_out jsonb[] default '{}', p_in jsonb[] default '{}', p_next text default null
) returns void language sql as $$
  select test.answer(
    jsonb_build_object('requests', jsonb_build_array(r)),
    test.page(p_next, variadic case when r -> 'payload' ? 'to' then p_in else p_out end), 200, p_at
  )
  from jsonb_array_elements(test.claim_requests(p_at) -> 'requests') as r
  where r ->> 'kind' = 'list_lost_span'
$$;
create function pg_temp.state(p_index integer) returns text language sql as $$
  select q.state from outlier.broadcast_first_messages as q where q.recipient_phone_number = test.number(p_index)
$$;
create function pg_temp.failover() returns text language sql as $$
  select concat_ws(' ', f.state, f.texts_recorded, f.texts_heard, f.texts_held)
  from outlier.failovers as f order by f.id desc limit 1
$$;
-- A failover skips ids, and a rollback does not restore sequences. Other tests depend on ids, so this test sets the
-- sequences back at its end.
select test.let('sequences', jsonb_build_array(
  (select last_value from outlier.claim_id_seq), (select last_value from outlier.queued_message_id_seq),
  (select last_value from outlier.batches_id_seq)
));
select set_config('test.timeline', 'server:00000001', true);
delete from outlier.quota_limits where per > interval '1 minute';
update outlier.quota_limits set calls = 3 where quota = 'first_messages';
update outlier.quotas set max_concurrent = null;
select test.sending(8, 'And?');
update outlier.heartbeat set beat_at = test.monday('-1 hour'), timeline = null;
savepoint ready;

-- The heartbeat of a claim.
select isnt(
  test.claimed(test.claim(test.monday('1 minute'), 1)), '{}', 'on the timeline that it knows, it sends'
);
select results_eq(
  'select timeline, beat_at from outlier.heartbeat', $$values ('server:00000001', test.monday('1 minute'))$$,
  'a claim writes the heartbeat'
);
select test.claim(test.monday('60.5 seconds'), 1);
select is((select beat_at from outlier.heartbeat), test.monday('1 minute'), 'at most once a second');
select outlier.run_maintenance_step('failovers', test.monday('2 minutes'));
select is((select beat_at from outlier.heartbeat), test.monday('2 minutes'), 'and so does the maintenance');
select set_config('test.timeline', '', true);
select is((select count(*) from outlier.failovers), 0::bigint, 'none of this is a failover');
rollback to savepoint ready;

-- The first claim notices the failover.
select is(pg_temp.fail_over() -> 'messages', '[]', 'on a new timeline nothing is sent');
select results_eq(
  'select state, old_timeline, new_timeline, lost_from, noticed_at, is_synchronous from outlier.failovers',
  $$values (
    'reading', 'server:00000001', 'server:00000002', test.monday('1 minute'), test.monday('90 seconds'), false
  )$$,
  'the span is on record'
);
select is(test.claim(test.monday('91 seconds')) -> 'messages', '[]', 'nor at the next claim');
select is((select count(*) from outlier.failovers), 1::bigint, 'it is noticed once');
select results_eq(
  $$select payload - 'failover' from outlier.requests where kind = 'list_lost_span' order by payload ? 'to'$$,
  $$values (jsonb '{"from": "+13135550100", "pageSize": 300}'), ('{"to": "+13135550100", "pageSize": 300}')$$,
  'Twilio is asked what went out and what came in'
);
select ok(
  exists (select from outlier.problems where kind = 'failover_unread' and message like '%Nothing is sent until%'),
  'and a problem says why nothing is sent'
);
select is(
  (select count(*) from jsonb_array_elements_text(api.read_readiness()) as r where r like '%Nothing is sent%'), 1::bigint,
  'the executor is not ready'
);
rollback to savepoint ready;
select set_config('test.timeline', 'server:00000001', true);
update outlier.heartbeat set timeline = 'server:00000001', beat_at = test.monday();
select set_config('test.timeline', 'server:00000002', true);
select outlier.run_maintenance_step('failovers', test.monday('1 minute'));
select is((select state from outlier.failovers), 'reading', 'the maintenance notices it too');
rollback to savepoint ready;

-- No message is sent twice, and no text from a person is lost.
select pg_temp.fail_over();
select pg_temp.twilio(
  test.monday('91 seconds'),
  array[
    test.logged('SM0', test.number(0), p_made_at => test.monday('70 seconds')),
    test.logged('SMother', test.number(5), 'Something else', p_made_at => test.monday('70 seconds')),
    test.logged('SMold', test.number(4), p_made_at => test.monday('-1 day'))
  ],
  array[
    pg_temp.came_in('SMstop', test.number(1), 'STOP'),
    pg_temp.came_in('SMyes', test.number(0), 'Yes please', test.monday('80 seconds'))
  ]
);
select results_eq(
  'select recipient_phone_number, twilio_id, twilio_sent_status, claimed_at from outlier.message_statuses',
  $$values (test.number(0), 'SM0', 'delivered', test.monday('70 seconds'))$$,
  'what the log shows is recorded as sent, with its id and status'
);
select is(pg_temp.state(0), null, 'and has left the queue');
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(1)), true, 'a STOP is heard from the log'
);
select results_eq(
  $$select kind, source, words, said_at from outlier.consent_events$$,
  $$values ('opt_out', 'message', 'STOP', test.monday('65 seconds'))$$,
  'as of when it was said'
);
select is(pg_temp.state(1), null, 'nothing waits for that person');
select is(pg_temp.failover(), 'reading 1 2 0', 'the failover counts both');
select is(
  (select count(*) from outlier.unrecorded_texts), 1::bigint, 'a text of the span that no message says is kept'
);
-- The next claim after the log has been read.
select test.let('claim', test.claim(test.monday('92 seconds')));
select is(pg_temp.failover(), 'settling 1 2 3', 'what may have been under way waits: as many as the quota let through');
select is(
  array[pg_temp.state(2), pg_temp.state(3), pg_temp.state(4)], array['unknown', 'unknown', 'unknown'],
  'those that were next'
);
select is(
  test.claimed(test.get('claim')), array[test.number(5), test.number(6)], 'the others go out at once'
);
select is(
  test.claimed(test.claim(test.monday('20 minutes'), 10, 'second_messages')), '{}',
  'a reply in the span cancels the follow-up'
);
select outlier.run_maintenance_step('requests', test.monday('2 minutes'));
select is(
  (select count(*) from outlier.requests where kind = 'find_message' and payload ->> 'claim' = '0'), 0::bigint,
  'nobody asks about each of them'
);
select is(test.claim_requests(test.monday('4 minutes')) -> 'requests', '[]', 'not before the leases are over');
update outlier.quota_limits set calls = 1000;
select pg_temp.twilio(
  test.monday('4 minutes 30 seconds'),
  array[
    test.logged('SM2', test.number(2), p_made_at => test.monday('89 seconds')),
    test.logged('SM0', test.number(0), p_made_at => test.monday('70 seconds'))
  ],
  array[
    pg_temp.came_in('SMlate', test.number(3), 'unsubscribe me', test.monday('88 seconds')),
    pg_temp.came_in('SMstop', test.number(1), 'STOP')
  ]
);
select is(pg_temp.state(2), null, 'what the log shows late is recorded too');
select is(
  test.claimed(test.claim(test.monday('5 minutes'))), array[test.number(4), test.number(7)],
  'who opted out late is not texted, and the others are'
);
select is(pg_temp.failover(), 'done 2 3 3', 'the failover is over');
select is(
  (select array_agg(recipient_phone_number order by recipient_phone_number) from outlier.message_statuses),
  array[test.number(0), test.number(2)], 'each is on record once'
);
select is((select count(*) from outlier.consent_events), 2::bigint, 'each text is heard once');
select ok(
  exists (
    select from outlier.incidents
    where kind = 'failover'
      and message like '%recorded 2 messages as sent and acted on 3 texts from people. The log shows 1 more text%'
  ),
  'an incident says what was lost'
);
rollback to savepoint ready;

-- No message that was held is lost.
select pg_temp.fail_over();
select pg_temp.twilio(test.monday('91 seconds'));
select test.claim(test.monday('92 seconds'));
select is(pg_temp.state(0), 'unknown', 'held');
update outlier.quota_limits set calls = 1000;
select pg_temp.twilio(test.monday('5 minutes'));
select is(
  test.claimed(test.claim(test.monday('5 minutes'), 3)), array[test.number(0), test.number(1), test.number(2)],
  'what no reading shows is due again'
);
select is((select sum(failures) from outlier.queued_messages), 0::bigint, 'and no failure is counted');
select is((select count(*) from outlier.incidents), 0::bigint, 'nothing was lost, and nobody is bothered');
rollback to savepoint ready;

-- The result of a call whose claim was lost.
select test.let('lost', test.claim(test.monday('61 seconds'), 1));
update outlier.queued_messages
set state = 'waiting', claim_id = null, claimed_by = null, claimed_at = null, lease_until = null;
select pg_temp.fail_over();
select pg_temp.twilio(test.monday('91 seconds'));
select test.claim(test.monday('92 seconds'));
select is(test.record(test.get('lost'), test.monday('93 seconds')), 1, 'counts');
select is((select count(*) from outlier.message_statuses), 1::bigint, 'the message is on record as sent');
rollback to savepoint ready;

-- Messages that were being sent before the lost span.
select test.let('kept', test.claim(test.monday('30 seconds'), 2));
select pg_temp.fail_over();
select is(
  array[pg_temp.state(0), pg_temp.state(1)], array['unknown', 'unknown'],
  'a claim whose answer may be lost holds no quota until its lease ends'
);
select is(
  (select array_agg(due_at) from outlier.requests where kind = 'find_message'),
  array[test.monday('3 minutes 30 seconds'), test.monday('3 minutes 30 seconds')], 'Twilio is asked when it has'
);
select is(test.record(test.get('kept'), test.monday('91 seconds')), 2, 'and an answer that comes counts');
rollback to savepoint ready;

-- A log with several pages.
select pg_temp.fail_over();
select pg_temp.twilio(
  test.monday('91 seconds'),
  array[test.logged('SM0', test.number(0), p_made_at => test.monday('70 seconds'))],
  array[pg_temp.came_in('SMa', test.number(1), 'Hello')], '/next'
);
select is(
  (select array_agg(payload ->> 'page') from outlier.requests where kind = 'list_lost_span'), array['/next', '/next'],
  'the next page is read'
);
select is(test.claim(test.monday('92 seconds')) -> 'messages', '[]', 'before anything is sent');
select pg_temp.twilio(
  test.monday('93 seconds'),
  array[test.logged('SMold', test.number(1), p_made_at => test.monday('-1 hour'))],
  array[pg_temp.came_in('SMb', test.number(1), 'stop', test.monday('-3 hours'))], '/more'
);
select is(
  (select count(*) from outlier.requests where kind = 'list_lost_span'), 0::bigint,
  'a page that is older than the span is the last'
);
select is((select count(*) from outlier.consent_events), 0::bigint, 'what came in before the span is not heard');
rollback to savepoint ready;

-- With a synchronous standby, sending continues as soon as the log has been read.
select pg_temp.fail_over(true);
select pg_temp.twilio(
  test.monday('91 seconds'), array[test.logged('SM0', test.number(0), p_made_at => test.monday('70 seconds'))]
);
select is(
  test.claimed(test.claim(test.monday('92 seconds'))), array[test.number(1), test.number(2)],
  'nothing waits for a second reading'
);
select is(pg_temp.failover(), 'done 1 0 0', 'but the log is looked at all the same');
rollback to savepoint ready;
select pg_temp.fail_over(true);
select isnt(
  test.claimed(test.claim(test.monday('2 minutes 30 seconds'))), '{}', 'and it waits for a minute at most'
);
select ok(
  exists (select from outlier.incidents where kind = 'failover' and message like '%log was not read: no answer came%'),
  'which is an incident'
);
rollback to savepoint ready;
select pg_temp.fail_over(true);
select test.record_requests(
  (
    select jsonb_agg(jsonb_build_object('id', r -> 'id', 'claimId', r -> 'claimId', 'unavailable', true,
      'body', 'not configured'))
    from jsonb_array_elements(test.claim_requests(test.monday('91 seconds')) -> 'requests') as r
  ),
  test.monday('91 seconds')
);
select isnt(test.claimed(test.claim(test.monday('92 seconds'))), '{}', 'without Twilio it goes on at once');
rollback to savepoint ready;

-- No synchronous standby and no access to Twilio.
select pg_temp.fail_over();
select test.record_requests(
  (
    select jsonb_agg(jsonb_build_object('id', r -> 'id', 'claimId', r -> 'claimId', 'unavailable', true,
      'body', 'not configured'))
    from jsonb_array_elements(test.claim_requests(test.monday('91 seconds')) -> 'requests') as r
  ),
  test.monday('91 seconds')
);
select is(test.claim(test.monday('1 hour')) -> 'messages', '[]', 'nothing is sent blindly');
select ok(
  exists (
    select from outlier.problems
    where kind = 'failover_unread' and message like '%not configured' and hint like '%go_on_after_failover(%'
  ),
  'the problem names the cause and the remedy'
);
select is((select count(*) from outlier.requests where state = 'waiting' and kind = 'list_lost_span'), 2::bigint,
  'it is tried again');
select is(
  outlier.go_on_after_failover((select id from outlier.failovers), test.monday('1 hour')), 3,
  'an administrator can go on'
);
select is(
  test.claimed(test.claim(test.monday('1 hour'), 2)), array[test.number(3), test.number(4)],
  'what may have gone out stays unknown, and the rest is sent'
);
select is((select count(*) from outlier.unknown_messages where claimed_by like 'failover%'), 3::bigint,
  'and can be settled one by one');
select outlier.run_maintenance_step('requests', test.monday('1 hour'));
select is((select count(*) from outlier.requests where kind = 'find_message'), 3::bigint,
  'or by Twilio, once it can be asked');
select throws_ok(
  $$select outlier.go_on_after_failover((select id from outlier.failovers))$$, 'OT009', null, 'once'
);
rollback to savepoint ready;

-- The commit that made a broadcast was lost, so the broadcast is made again.
delete from outlier.queued_messages;
update outlier.batches set created_at = test.monday('-1 day');
update outlier.broadcasts set first_message = 'See https://example.org/a-long-address', created_at = test.monday('-1 day')
where state = 'scheduled';
insert into outlier.broadcasts_segments
select b.id, s.id, 100 from outlier.broadcasts as b, outlier.audience_segments as s where b.state = 'scheduled'
on conflict do nothing;
select pg_temp.fail_over();
select pg_temp.twilio(
  test.monday('91 seconds'),
  array[
    test.logged('SM3', test.number(3), 'See https://dub.sh/abc', p_made_at => test.monday('70 seconds')),
    test.logged('SM5', test.number(5), 'See https://dub.sh/abc', p_made_at => test.monday('71 seconds'))
  ]
);
select test.claim(test.monday('92 seconds'));
update outlier.quota_limits set calls = 1000;
select outlier.make_broadcast(test.monday('2 minutes'));
select results_eq(
  $$select recipient_phone_number, twilio_id from outlier.message_statuses where message like 'See%' order by 1$$,
  $$values (test.number(3), 'SM3'), (test.number(5), 'SM5')$$,
  'to those who got its text it counts as sent, whatever became of its links'
);
select is(
  (select array_agg(recipient_phone_number order by recipient_phone_number) from outlier.broadcast_first_messages),
  array[test.number(0), test.number(1), test.number(2), test.number(4), test.number(6), test.number(7)],
  'the others are queued'
);
select is(
  test.claimed(test.claim(test.monday('3 minutes'))), '{}', 'and wait until Twilio''s log has been read again'
);
select test.campaign(p_now => test.monday('3 minutes'));
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select max(c.id), test.number(0), 'New', test.monday('3 minutes') from outlier.campaigns as c;
select is(
  test.claimed(test.claim(test.monday('3 minutes'))), array[test.number(0)], 'a batch that is new goes out meanwhile'
);
select pg_temp.twilio(
  test.monday('5 minutes'),
  array[test.logged('SM4', test.number(4), 'See https://dub.sh/abc', p_made_at => test.monday('72 seconds'))]
);
update outlier.batches set links_settle_by = null;
select is(
  test.claimed(test.claim(test.monday('5 minutes'))),
  array[test.number(0), test.number(1), test.number(2), test.number(6), test.number(7)],
  'then they are sent'
);
select is((select twilio_id from outlier.message_statuses where recipient_phone_number = test.number(4)
  and message like 'See%'), 'SM4', 'but for one that the log shows by now');
update outlier.broadcasts set first_message = 'See https://example.org/b' where state = 'scheduled';
insert into outlier.unrecorded_texts (sid, failover_id, phone_number, digest, made_at)
select 'SMleft', f.id, test.number(2), outlier.text_digest('See https://example.org/b'), test.monday()
from outlier.failovers as f;
select outlier.make_broadcast(test.monday('3 hours'));
select is(
  (select count(*) from outlier.queued_messages where batch_id = test.latest()), 8::bigint,
  'a broadcast of hours later is another one, whatever it says'
);
select outlier.delete_unrecorded_texts(test.monday('8 days'));
select is((select count(*) from outlier.unrecorded_texts), 0::bigint, 'nothing is kept for longer than a week');
rollback to savepoint ready;

-- Missive's webhook arrives for a text that was already read from the log.
select test.writes(test.number(1), 'Hello', test.monday('30 seconds'));
delete from outlier.requests;
select pg_temp.fail_over();
select pg_temp.twilio(
  test.monday('91 seconds'), p_in => array[pg_temp.came_in('SM7eab619aaa554688b9f13256a723837f', test.number(1), 'STOP')]
);
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(1)), false,
  'a text that the mirror knows by its id is not heard again'
);
delete from outlier.twilio_messages;
delete from outlier.requests where kind = 'list_lost_span';
select outlier.ask_for_lost_span((select id from outlier.failovers), test.monday('91 seconds'), test.monday('91 seconds'));
select pg_temp.twilio(
  test.monday('92 seconds'), p_in => array[pg_temp.came_in('SM7eab619aaa554688b9f13256a723837f', test.number(1), 'STOP')]
);
select results_eq(
  $$select kind, payload ->> 'conversation' from outlier.requests where subject like 'post:opt_out:%'$$,
  $$values ('find_post', 'dd03b859-7652-4619-ab6a-88edefd1460c')$$,
  'the post is looked for before it is made: it may be there'
);
select test.writes(test.number(1), 'STOP', test.monday('65 seconds'), 'a0000000-0000-4000-8000-000000000001');
select results_eq(
  $$select id from outlier.twilio_messages where preview = 'STOP'$$,
  $$values ('a0000000-0000-4000-8000-000000000001'::uuid)$$,
  'the webhook tells Missive''s id'
);
select is(
  (
    select array[
      (select count(*) from outlier.consent_events),
      (select count(*) from outlier.unsubscribed_messages),
      (select count(*) from outlier.requests where subject like 'post:%')
    ]
  ),
  array[1, 1, 1]::bigint[],
  'and changes nothing the second time'
);
rollback to savepoint ready;

-- Posts and labels.
select test.let('before', to_jsonb(nextval('outlier.queued_message_id_seq')));
insert into outlier.conversations (id) values ('dd03b859-7652-4619-ab6a-88edefd1460c');
select outlier.post_to_conversation(
  'dd03b859-7652-4619-ab6a-88edefd1460c', 'A word', 'note', 'word', p_now => test.monday()
);
select outlier.add_request('create_label', 'label:spring', '{"name": "spring"}', test.monday('1 hour'));
select outlier.add_request('find_message', 'unknown:0', '{}', test.monday());
update outlier.requests set due_at = test.monday('1 hour') where subject = 'post:word';
select test.claim_requests(test.monday('1 minute'));
select pg_temp.fail_over();
select results_eq(
  $$select kind from outlier.requests where subject in ('post:word', 'label:spring') order by 1$$,
  $$values ('find_post'), ('list_labels')$$,
  'what may have been made is looked for first'
);
select results_eq(
  $$select state, due_at from outlier.requests where subject = 'unknown:0'$$,
  $$values ('waiting', test.monday())$$,
  'and calls to Twilio that were under way do not hold its quota'
);
select cmp_ok(
  nextval('outlier.queued_message_id_seq'), '>', (test.get('before') #>> '{}')::bigint + 10000000,
  'ids that the old primary gave out are not given out again'
);
rollback to savepoint ready;

-- An administrator starts the recovery by hand, because the timeline does not show the failover.
select ok(
  outlier.recover_lost_span(test.monday('1 minute'), test.monday('90 seconds')) is not null,
  'a span that an administrator names'
);
select is(test.claim(test.monday('91 seconds')) -> 'messages', '[]', 'is read before anything is sent');
select throws_ok(
  $$select outlier.recover_lost_span(test.monday('2 minutes'), test.monday('1 minute'))$$, 'OT010', null,
  'it lies in the past'
);
select setval('outlier.claim_id_seq', (test.get('sequences') ->> 0)::bigint + 1000);
select setval('outlier.queued_message_id_seq', (test.get('sequences') ->> 1)::bigint + 1000);
select setval('outlier.batches_id_seq', (test.get('sequences') ->> 2)::bigint + 1000);
select * from finish();
rollback;
