-- An opt-out is applied in a separate transaction, before the rest of its event.
-- Shows: api.act_on_event
begin;
select plan(17);
select test.let('broadcast', to_jsonb(test.sending(3, 'And?')));
select test.let('body', to_jsonb(test.incoming(test.number(0), 'STOP', test.monday('5 minutes'), md5('stop')::uuid)));
savepoint ready;

select test.let('id', to_jsonb(api.receive_user_action(test.get('body') #>> '{}', p_now => test.monday('5 minutes'))));
select ok((select unsubscribed from outlier.authors where phone_number = test.number(0)), 'a STOP is heard');
select is(
  (select count(*) from outlier.queued_messages where recipient_phone_number = test.number(0)),
  0::bigint,
  'with it goes what waits'
);
select results_eq(
  'select id, state from outlier.invoke_history',
  $$values (test.get('id')::bigint, 'stored')$$,
  'its event is stored, and its id returned'
);
select is((select count(*) from outlier.conversations), 0::bigint, 'and nothing else of it is acted on');
select api.act_on_event(test.get('id')::bigint, p_now => test.monday('5 minutes'));
select is((select state from outlier.invoke_history), 'done', 'the rest of the event is acted on with it');
select is((select count(*) from outlier.conversations), 1::bigint, 'in the mirror');
select is((select count(*) from outlier.unsubscribed_messages), 1::bigint, 'on record');
select is((select count(*) from outlier.requests where kind = 'create_post'), 1::bigint, 'and in a post');
select is((select count(*) from outlier.consent_events), 1::bigint, 'the opt-out is recorded once');
select api.act_on_event(test.get('id')::bigint, p_now => test.monday('6 minutes'));
select is(
  (select count(*) from outlier.requests where kind = 'create_post'), 1::bigint, 'a second call changes nothing'
);
rollback to savepoint ready;

-- The executor dies between the two transactions.
select api.receive_user_action(test.get('body') #>> '{}', p_now => test.monday('5 minutes'));
select is(
  outlier.retry_next_event(test.monday('5 minutes 20 seconds')),
  null,
  'an event that was stored just now is still being acted on'
);
select is(outlier.retry_next_event(test.monday('6 minutes')), 'done', 'later the job finds it');
select is(
  (select count(*) from outlier.unsubscribed_messages where created_at = test.monday('5 minutes')),
  1::bigint,
  'and acts on it as of when it came'
);
rollback to savepoint ready;

-- The rest of the event cannot be processed.
select api.receive_user_action(
  jsonb_set((test.get('body') #>> '{}')::jsonb, '{conversation,id}', '"no id"')::text, p_now => test.monday('5 minutes')
);
select ok(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)),
  'whatever else is in the event, a STOP is heard'
);
rollback to savepoint ready;

-- Other events are processed in one transaction.
select is(
  api.receive_user_action(
    test.incoming(test.number(1), 'Yes', test.monday('5 minutes')), p_now => test.monday('5 minutes')
  ),
  null,
  'any other event is acted on at once'
);
select is(
  api.receive_user_action(test.outgoing(test.number(1), 'STOP', md5('ours')::uuid), p_now => test.monday('5 minutes')),
  null,
  'so is a message of ours that says stop'
);
select ok((select not unsubscribed from outlier.authors where phone_number = test.number(1)), 'which opts nobody out');
select * from finish();
rollback;
