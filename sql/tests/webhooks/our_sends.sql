-- Webhooks about sent messages settle unknown outcomes and provide ids. Outlier reads the statuses from Missive, ten
-- messages at a time.
begin;
select plan(36);
select test.sending(3, 'And?');
select test.let('claim', test.claim(p_limit => 3));
create function pg_temp.goes(
  p_person integer,
  p_id text,
  p_at timestamptz default test.monday('1 second'),
  p_text text default 'What do you need to know?',
  p_now timestamptz default test.monday('5 minutes')
) returns void language sql as $$
  select test.receive_user_action(
    test.outgoing(test.number(p_person), p_text, md5(p_id)::uuid, p_at, 'SM' || p_id, p_at), p_now => p_now
  )
$$;
create function pg_temp.state(p_person integer) returns text language sql as $$
  select coalesce(
    (
      select 'sent ' || coalesce(missive_id::text, 'without id')
      from outlier.message_statuses
      where recipient_phone_number = test.number(p_person)
    ),
    (select state from outlier.broadcast_first_messages where recipient_phone_number = test.number(p_person))
  )
$$;
create function pg_temp.sent(p_id text) returns text language sql as $$ select 'sent ' || md5(p_id)::uuid $$;
create function pg_temp.lose() returns void language sql as $$
  select test.record(
    test.get('claim'), test.monday('10 seconds'), '{"status": null, "missiveId": null, "conversationId": null}'
  )
$$;
savepoint claimed;

-- The answer is lost, and the webhook arrives afterwards.
select pg_temp.lose();
select is(pg_temp.state(0), 'unknown', 'a lost answer is an unknown outcome');
select pg_temp.goes(0, 'a');
select is(pg_temp.state(0), pg_temp.sent('a'), 'Missive''s webhook settles it: sent');
select results_eq(
  'select twilio_id, twilio_sent_status, queued_message_id is not null from outlier.message_statuses',
  $$values ('SMa', 'delivered', true)$$,
  'with what it tells'
);
select is((select count(*) from outlier.broadcast_second_messages), 1::bigint, 'the follow-up is queued');
select is(pg_temp.state(1), 'unknown', 'nobody else''s is settled');
select pg_temp.goes(1, 'b', p_at => test.monday('-1 hour'));
select is(pg_temp.state(1), 'unknown', 'not by a message from before the claim');
select pg_temp.goes(1, 'c', p_text => 'Something that a journalist wrote');
select is(pg_temp.state(1), 'unknown', 'nor by another text');
select pg_temp.goes(0, 'a', p_now => test.monday('6 minutes'));
select is((select count(*) from outlier.message_statuses), 1::bigint, 'a repeat adds nothing');
rollback to savepoint claimed;

-- The webhook arrives before the answer.
select pg_temp.goes(0, 'a');
select is(pg_temp.state(0), 'sending', 'while the answer may come, it decides');
select pg_temp.lose();
select is(pg_temp.state(0), pg_temp.sent('a'), 'when it is lost, the webhook that came before settles it');
rollback to savepoint claimed;
select pg_temp.goes(0, 'a');
select outlier.expire_leases(false, test.monday('4 minutes'));
select is(pg_temp.state(0), pg_temp.sent('a'), 'or when the executor died');
select is(pg_temp.state(1), 'unknown', 'the others wait');
select is(
  outlier.settle_from_outgoing(array[test.number(1)], array[test.latest()], test.monday('5 minutes')),
  0,
  'for something that settles them'
);
rollback to savepoint claimed;

-- The webhook cannot be matched with certainty.
select pg_temp.goes(0, 'a'), pg_temp.goes(0, 'b', p_at => test.monday('2 seconds'));
select pg_temp.lose();
select is(pg_temp.state(0), 'unknown', 'two messages that it may be settle nothing');
rollback to savepoint claimed;
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
values (test.campaign(), test.number(0), 'What do you need to know?', test.monday());
select test.let('other', test.claim(p_limit => 3));
select pg_temp.lose();
select test.record(test.get('other'), test.monday('10 seconds'), '{"status": null}');
select pg_temp.goes(0, 'a');
select is(
  (select count(*) from outlier.unknown_messages where recipient_phone_number = test.number(0)),
  2::bigint,
  'nor does one that may be either of two'
);
rollback to savepoint claimed;

-- An answer without an id.
select test.record(
  jsonb_set(test.get('claim'), '{messages}', jsonb_build_array(test.get('claim') #> '{messages,0}')),
  test.monday('2 seconds'),
  '{"missiveId": null, "conversationId": null}'
);
select is(pg_temp.state(0), 'sent without id', 'an answer may not say the id');
select pg_temp.goes(0, 'a');
select is(pg_temp.state(0), pg_temp.sent('a'), 'then the webhook does');
select is((select twilio_sent_status from outlier.message_statuses), 'delivered', 'with the status');
rollback to savepoint claimed;
select pg_temp.goes(0, 'a');
select test.record(
  jsonb_set(test.get('claim'), '{messages}', jsonb_build_array(test.get('claim') #> '{messages,0}')),
  test.monday('6 minutes'),
  '{"missiveId": null, "conversationId": null}'
);
select is(pg_temp.state(0), pg_temp.sent('a'), 'or did before');
rollback to savepoint claimed;

-- A shortened preview, and line breaks that were replaced.
select ok(outlier.is_same_text(E'Two\nlines', 'Two lines'), 'new lines may be lost');
select ok(
  outlier.is_same_text(repeat('A long text. ', 20), left(repeat('A long text. ', 20), 100) || '…'), 'and a preview cut'
);
select ok(not outlier.is_same_text('Hello there, how are you', 'Hello'), 'but a short beginning says nothing');

-- Outlier reads the statuses from Missive.
select test.record(test.get('claim'), test.monday('2 seconds'));
update outlier.message_statuses set missive_id = md5(right(recipient_phone_number, 1))::uuid;
select
  pg_temp.goes(0, '0', p_now => test.monday('3 seconds')),
  pg_temp.goes(1, '1', p_now => test.monday('3 seconds')),
  pg_temp.goes(2, '2', p_now => test.monday('3 seconds'));
select test.receive_user_action(
  test.outgoing(test.number(2), 'By hand', gen_random_uuid(), test.monday('4 seconds')),
  p_now => test.monday('4 seconds')
);
update outlier.message_statuses set twilio_id = null, twilio_sent_status = null, twilio_sent_at = null;
select is(
  (select count(*) from outlier.message_reads),
  3::bigint,
  'Missive is to be asked about what is ours, and about nothing else'
);
select is(api.claim_requests('worker', 10, test.monday('4 seconds')) ->> 'wakeInMilliseconds', '2000', 'in a moment');
select test.let('read', api.claim_requests('worker', 10, test.monday('6 seconds')));
select is(
  (
    select array_agg(r ->> 'kind' || jsonb_array_length(r #> '{payload,ids}'))
    from jsonb_array_elements(test.get('read') -> 'requests') as r
  ),
  array['read_messages3'],
  'about all in one call'
);
create function pg_temp.answer(
  p_status integer, p_body jsonb, p_at timestamptz default test.monday('6 seconds')
) returns void language sql as $$
  select test.record_requests(
    (
      select jsonb_agg(
        jsonb_build_object('id', id, 'claimId', claim_id, 'status', p_status, 'written', true, 'body', p_body::text)
      )
      from outlier.requests
      where state = 'working'
    ),
    p_at
  )
$$;
create function pg_temp.message(p_id text, p_sid text, p_delivered bigint) returns jsonb language sql as $$
  select jsonb_build_object('id', md5(p_id)::uuid, 'external_id', p_sid, 'delivered_at', p_delivered)
$$;
create function pg_temp.statuses() returns text[] language sql as $$
  select array_agg(concat_ws(' ', coalesce(twilio_sent_status, '-'), twilio_id) order by recipient_phone_number)
  from outlier.message_statuses
$$;
savepoint asked;
select pg_temp.answer(
  200,
  jsonb_build_object(
    'messages',
    jsonb_build_array(
      pg_temp.message('0', 'SMx', 1767362520),
      pg_temp.message('1', 'SMy', null),
      pg_temp.message('2', null, null),
      pg_temp.message('9', 'SMz', 1),
      null,
      5
    )
  )
);
select is(
  pg_temp.statuses(),
  array['delivered SMx', 'sent SMy', 'undelivered'],
  'delivered with a time, sent without, undelivered without a Twilio id'
);
select is((select count(*) from outlier.requests), 0::bigint, 'one that is not ours is no error');
rollback to savepoint asked;
update outlier.message_statuses set twilio_sent_status = 'failed' where recipient_phone_number = test.number(0);
select pg_temp.answer(200, jsonb_build_object('messages', jsonb_build_array(pg_temp.message('0', 'SMx', 1767362520))));
select is((pg_temp.statuses())[1], 'failed SMx', 'nothing takes the place of a final status');
rollback to savepoint asked;
select pg_temp.answer(404, '{"error": {"message": "Invalid resource ID(s)"}}');
select is(
  (select count(*) from outlier.requests where jsonb_array_length(payload -> 'ids') = 1),
  3::bigint,
  'where one id spoils the answer, each is asked about alone'
);
select api.claim_requests('worker', 10, test.monday('7 seconds'));
select test.record_requests((select jsonb_agg(jsonb_build_object('id', id, 'claimId', claim_id, 'written', true, 'status', case when payload -> 'ids' ? md5('0')::uuid::text then 404 else 200 end,
  'body',
  jsonb_build_object(
    'messages', jsonb_build_object('id', payload #>> '{ids,0}', 'external_id', 'SMo', 'delivered_at', 1)
  )::text)) from outlier.requests), test.monday('8 seconds'));
select is(
  pg_temp.statuses(),
  array['-', 'delivered SMo', 'delivered SMo'],
  'an object is an answer too, and what Missive does not know stays unknown'
);
select is((select count(*) from outlier.requests), 0::bigint, 'for good');
rollback to savepoint asked;
select pg_temp.answer(503, '{}');
select results_eq(
  'select failures, due_at from outlier.requests',
  $$values (1, test.monday('3 minutes 6 seconds'))$$,
  'an answer that never came is asked for again'
);
select api.claim_requests(
  'worker', 10, test.monday('4 minutes')
); select pg_temp.answer(200, '"x"', test.monday('4 minutes'));
select is((select failures from outlier.requests), 2, 'so is one that is no list');
select api.claim_requests(
  'worker', 10, test.monday('8 minutes')
); select pg_temp.answer(503, '{}', test.monday('8 minutes'));
select is((select count(*) from outlier.requests), 0::bigint, 'but not for ever');
select is(pg_temp.statuses(), array['-', '-', '-'], 'then nobody knows, and nobody says so');
insert into outlier.message_reads select gen_random_uuid(), test.monday() from generate_series(1, 25);
select outlier.request_message_reads(test.monday());
select is(
  (select array_agg(jsonb_array_length(payload -> 'ids') order by id) from outlier.requests),
  array[10, 10, 5],
  'ten ids a call'
);
select * from finish();
rollback;
