-- The answer to a message is lost. Outlier reads Twilio's log before it sends the message again or records it as sent.
begin;
select plan(47);
create function pg_temp.twilio(
  p_at timestamptz, variadic p_messages jsonb[] default '{}'
) returns jsonb language sql as $$
  select test.twilio_says(test.page(null, variadic p_messages), p_at)
$$;
create function pg_temp.state() returns text language sql as $$
  select concat_ws(' ', state, failures) from outlier.queued_messages where recipient_phone_number = test.number(0)
    and not is_second
$$;
select test.sending(2, 'And?');
select test.record(
  test.claim(p_limit => 1), test.monday('1 minute'), '{"status": null, "missiveId": null, "conversationId": null}'
);
savepoint ready;

-- The time and the contents of the request to Twilio.
select is(pg_temp.state(), 'unknown 0', 'no answer: nobody knows');
select is(
  test.claim_requests(test.monday('2 minutes 59 seconds')) -> 'requests', '[]', 'nobody is asked while the lease runs'
);
select test.let('claim', test.claim_requests(test.monday('3 minutes')));
select is(test.get('claim') #>> '{requests,0,kind}', 'find_message', 'then Twilio''s log is');
select is((test.get('claim') #> '{requests,0,payload}') - '{message,claim}'::text[], jsonb_build_object(
  'to', test.number(0), 'from', '+13135550100', 'pageSize', 200
),
  'for what went to that person: whatever its date, because what waits at Twilio has none');
select is(test.claimed(test.claim(test.monday('4 minutes'))), array[test.number(1)], 'meanwhile it is not sent again');
rollback to savepoint ready;
update outlier.settings set lease = interval '1 minute';
delete from outlier.requests;
select test.record(test.claim(test.monday('4 minutes')), test.monday('4 minutes'), '{"status": null}');
select is(
  (select min(due_at) from outlier.requests where payload ->> 'to' = test.number(1)),
  test.monday('6 minutes'),
  'not sooner than two minutes after the claim, however short the lease'
);
rollback to savepoint ready;

-- An executor that died.
select test.claim(test.monday('1 minute'), 1);
select test.claim_requests(test.monday('3 minutes'));
select outlier.maintain_queues(test.monday('4 minutes'));
select is(
  (select due_at from outlier.requests where payload ->> 'to' = test.number(1)),
  test.monday('4 minutes'),
  'a lease that ran out is asked about at once'
);
rollback to savepoint ready;

-- Twilio has sent the message.
select pg_temp.twilio(
  test.monday('3 minutes'),
  test.logged('SMold', test.number(0), p_made_at => test.monday('-3 days')),
  test.logged('SM0', test.number(0), p_made_at => test.monday('2 seconds')),
  test.logged('SMx', test.number(0), 'Something else')
);
select results_eq('select twilio_id, twilio_sent_status, twilio_sent_at, claimed_at, message from outlier.message_statuses',
  $$values ('SM0', 'delivered', test.monday('3 seconds'), test.monday(), 'What do you need to know?')$$,
  'Twilio has it: it is recorded as sent, with its id and status');
select is(pg_temp.state(), null, 'it has left the queue');
select is((select due_at from outlier.broadcast_second_messages), test.monday('13 minutes'), 'its follow-up is queued');
select is((select count(*) from outlier.requests), 0::bigint, 'and nothing more is asked');
select is((select first_sent from outlier.broadcast_stats), 1::bigint, 'it counts');
rollback to savepoint ready;

-- Twilio still holds the message. It has no date, and is on the second page.
select test.twilio_says(
  test.page('/next', test.logged('SMold', test.number(0), p_made_at => test.monday('-3 days'))),
  test.monday('3 minutes')
);
select is(pg_temp.state(), 'unknown 0', 'a page without it is not the end');
select is((select payload ->> 'page' from outlier.requests), '/next', 'the next one is read');
select pg_temp.twilio(
  test.monday('3 minutes'), test.logged('SM0', test.number(0), p_status => 'queued', p_sent_at => '-infinity')
);
select results_eq(
  'select twilio_id, twilio_sent_status, twilio_sent_at from outlier.message_statuses',
  $$values ('SM0', 'queued', null::timestamptz)$$,
  'what waits there was sent'
);
rollback to savepoint ready;

-- Twilio no longer knows the second page.
select test.twilio_says(
  test.page('/next', test.logged('SMold', test.number(0), p_made_at => test.monday('-3 days'))),
  test.monday('3 minutes')
);
select test.twilio_says('{"code": 20404}', test.monday('3 minutes'), 404);
select is(
  (select payload ? 'page' from outlier.requests), false, 'a page that is gone: the search starts again from the first'
);
select pg_temp.twilio(test.monday('1 hour'), test.logged('SM0', test.number(0), p_made_at => test.monday('2 seconds')));
select is((select twilio_id from outlier.message_statuses), 'SM0', 'and finds the message');
rollback to savepoint ready;

-- Twilio refused the message. It counts as sent and failed.
select pg_temp.twilio(
  test.monday('3 minutes'), test.logged('SM0', test.number(0), p_status => 'failed', p_error_code => 21610)
);
select is((select twilio_sent_status from outlier.message_statuses), 'failed', 'one that failed is not sent again');
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)), true, 'and its reason counts'
);
rollback to savepoint ready;

-- Twilio does not have the message.
select pg_temp.twilio(
  test.monday('3 minutes'),
  test.logged('SMold', test.number(0), p_made_at => test.monday('-2 minutes')),
  test.logged('SMx', test.number(0), 'Something else')
);
select is(pg_temp.state(), 'waiting 1', 'Twilio does not have it: it is due again');
select ok(test.number(0) = any (test.claimed(test.claim(test.monday('3 minutes')))), 'at once');
select is((select count(*) from outlier.message_statuses), 0::bigint, 'and not recorded as sent');
rollback to savepoint ready;
update outlier.settings set max_failures = 1;
select pg_temp.twilio(test.monday('3 minutes'));
select results_eq(
  'select failures, body from outlier.dead_letters',
  $$values (1, 'Missive did not answer, and Twilio has no such message')$$,
  'what is never seen at Twilio is not tried for ever'
);
select is((select reason from outlier.recipients where phone_number = test.number(0)), 'gave_up', 'and says so');
rollback to savepoint ready;

-- Consent is checked again at the next claim.
select test.writes(test.number(0), 'stop', test.monday('2 minutes'));
select pg_temp.twilio(test.monday('3 minutes'));
select is(
  test.claimed(test.claim(test.monday('3 minutes'), 1)),
  array[test.number(1)],
  'who opted out meanwhile is not texted again'
);
rollback to savepoint ready;

-- The batch is cancelled before Twilio answers.
select outlier.cancel_batch(test.latest(), test.monday('2 minutes'));
select pg_temp.twilio(test.monday('3 minutes'));
select is(
  (select reason from outlier.recipients where phone_number = test.number(0)),
  'cancelled',
  'what was cancelled meanwhile and did not go out is dropped'
);
rollback to savepoint ready;
select outlier.cancel_batch(test.latest(), test.monday('2 minutes'));
select pg_temp.twilio(test.monday('3 minutes'), test.logged('SM0', test.number(0)));
select is((select count(*) from outlier.message_statuses), 1::bigint, 'what did is on record');
select is((select count(*) from outlier.broadcast_second_messages), 0::bigint, 'without a follow-up');
rollback to savepoint ready;

-- Two batches have the same text for one person. Each of Twilio's messages belongs to one of them.
select test.let('campaign', to_jsonb(test.campaign()));
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
values (test.get('campaign')::bigint, test.number(0), 'What do you need to know?', test.monday('-1 hour'));
select test.record(test.claim(test.monday('1 minute'), 1), test.monday('1 minute'), '{"status": null}');
select is((select count(*) from outlier.unknown_messages), 2::bigint, 'two of one text are unknown');
select pg_temp.twilio(
  test.monday('10 minutes'), test.logged('SM1', test.number(0), p_made_at => test.monday('1 minute 1 second'))
);
select results_eq(
  'select twilio_id, campaign_id from outlier.message_statuses',
  $$values ('SM1', test.get('campaign')::bigint)$$,
  'the one that the log shows is the nearest'
);
select is(
  (
    select state
    from outlier.queued_messages
    where broadcast_id is not null and recipient_phone_number = test.number(0)
  ),
  'waiting',
  'the other did not go out'
);
rollback to savepoint ready;
insert into outlier.message_statuses (
  is_second, broadcast_id, recipient_phone_number, message, claimed_at, created_at, twilio_id
)
values (
  false, test.upcoming(), test.number(0), 'What do you need to know?', test.monday('-10 seconds'),
  test.monday('-10 seconds'), 'SM1'
);
select pg_temp.twilio(
  test.monday('3 minutes'), test.logged('SM1', test.number(0), p_made_at => test.monday('-9 seconds'))
);
select is(pg_temp.state(), 'waiting 1', 'a message that is on record already is not another one');
rollback to savepoint ready;
insert into outlier.message_statuses (is_second, broadcast_id, recipient_phone_number, message, claimed_at, created_at)
values (
  false, test.upcoming(), test.number(0), 'What do you need to know?', test.monday('-10 seconds'),
  test.monday('-10 seconds')
);
select pg_temp.twilio(
  test.monday('3 minutes'), test.logged('SM1', test.number(0), p_made_at => test.monday('-9 seconds'))
);
select is(pg_temp.state(), 'waiting 1', 'nor one that is nearer to another');
-- If Twilio's message is nearer to the unknown one, reconciliation leaves it to that one.
rollback to savepoint ready;
insert into outlier.message_statuses (is_second, broadcast_id, recipient_phone_number, message, claimed_at, created_at)
values (
  false, test.upcoming(), test.number(0), 'What do you need to know?', test.monday('-10 seconds'),
  test.monday('-10 seconds')
);
delete from outlier.requests;
select outlier.reconcile(p_now => test.monday('2 minutes'));
select pg_temp.twilio(
  test.monday('2 minutes'), test.logged('SM0', test.number(0), p_made_at => test.monday('1 second'))
);
select is(
  (select count(*) from outlier.message_statuses where twilio_id is not null),
  0::bigint,
  'a pass takes nothing from a message that is unknown'
);
rollback to savepoint ready;

-- A person or the webhook settles the outcome before Twilio answers.
select outlier.settle_unknown_message(id, true, test.monday('2 minutes')) from outlier.unknown_messages;
select pg_temp.twilio(test.monday('3 minutes'));
select is((select count(*) from outlier.message_statuses), 1::bigint, 'what has been settled stays so');
select is((select count(*) from outlier.requests), 0::bigint, 'and the question is gone');
rollback to savepoint ready;
-- The message is settled, sent again, and unknown again. The answer to the old request does not settle the new outcome.
select test.let('old', test.claim_requests(test.monday('3 minutes')));
select outlier.settle_unknown_message(id, false, test.monday('3 minutes')) from outlier.unknown_messages;
select test.record(test.claim(test.monday('4 minutes'), 1), test.monday('4 minutes'), '{"status": null}');
select test.answer(test.get('old'), test.page(null), 200, test.monday('4 minutes'));
select is(
  (
    select state
    from outlier.queued_messages
    where recipient_phone_number in (test.number(0), test.number(1)) and state = 'unknown'
    limit 1
  ),
  'unknown',
  'an answer about an older claim settles nothing'
);
select outlier.maintain_queues(test.monday('5 minutes'));
select is(
  (select count(*) from outlier.requests where kind = 'find_message'),
  (select count(*) from outlier.unknown_messages),
  'and the new one is asked about'
);
rollback to savepoint ready;

-- The webhook's event has already been stored. The row gets Missive's id from it.
insert into outlier.twilio_messages (id, conversation_id, to_phone_number, external_id)
values (md5('m')::uuid, md5('c')::uuid, test.number(0), 'SM0');
select pg_temp.twilio(test.monday('3 minutes'), test.logged('SM0', test.number(0)));
select results_eq(
  'select missive_id, missive_conversation_id from outlier.message_statuses',
  $$values (md5('m')::uuid, md5('c')::uuid)$$,
  'what Missive has told of it is on the row too'
);
rollback to savepoint ready;

-- Twilio's log cannot be read.
select test.record_requests(
  (
    select jsonb_agg(r || '{"unavailable": true, "body": "not configured"}')
    from jsonb_array_elements(test.claim_requests(test.monday('3 minutes')) -> 'requests') as r
  ),
  test.monday('3 minutes')
);
select is(pg_temp.state(), 'unknown 0', 'where Twilio is not configured it stays unknown');
select is(
  (select count(*) from outlier.problems where kind = 'unknown_outcome'), 1::bigint, 'and is among the problems'
);
select results_eq(
  'select state, due_at from outlier.requests',
  $$values ('waiting', test.monday('6 minutes'))$$,
  'to be asked about later: somebody may configure it'
);
update outlier.requests set failures = 20;
select test.twilio_says('{"code": 20500}', test.monday('1 hour'), 500);
select is((select due_at from outlier.requests), test.monday('2 hours'), 'each hour at least');
select test.twilio_says('"<html>"', test.monday('2 hours'));
select is(pg_temp.state(), 'unknown 0', 'a page that is no list says nothing');
select test.twilio_says('{"code": 20003}', test.monday('3 hours'), 401);
select is(
  (select hold_reason from outlier.quotas where name = 'twilio'),
  '401: the token is refused',
  'credentials that are refused hold all questions'
);
select is(pg_temp.state(), 'unknown 0', 'and settle nothing');
update outlier.quotas set held_until = null, hold_reason = null;
delete from outlier.requests;
select outlier.maintain_queues(test.monday('4 hours'));
select is(
  (select count(*) from outlier.requests where kind = 'find_message'),
  1::bigint,
  'a question that is gone is asked again'
);
select * from finish();
rollback;
