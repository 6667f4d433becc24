-- Shows: final-status
begin;
select plan(22);
select test.sending(2, 'And?');
select test.let('claim', test.claim(p_limit => 1));
select test.let('id', to_jsonb(gen_random_uuid()));
create function pg_temp.webhook(
  p_later interval,
  p_external_id text,
  p_delivered_at timestamptz default null,
  p_rule text default 'outgoing_sms_message'
) returns void language sql as $$
  select test.receive_user_action(
    test.outgoing(
      test.number(0),
      'What do you need to know?',
      (test.get('id') #>> '{}')::uuid,
      test.monday('1 second'),
      p_external_id,
      p_delivered_at,
      p_rule
    ),
    p_now => test.monday(p_later));
$$;
create function pg_temp.record() returns integer language sql as $$
  select test.record(test.get('claim'), test.monday('3 seconds'), jsonb_build_object('missiveId', test.get('id')));
$$;
create function pg_temp.status() returns text language sql as $$
  select twilio_sent_status from outlier.message_statuses where recipient_phone_number = test.number(0);
$$;
savepoint claimed;

select pg_temp.record();
select is(pg_temp.status(), null, 'nobody has said anything yet');
select pg_temp.webhook('4 seconds', 'SM1');
select is(pg_temp.status(), 'sent', 'after our own call: sent without a delivery time');
select is((select twilio_id from outlier.message_statuses), 'SM1', 'with the Twilio id');
select pg_temp.webhook('5 seconds', 'SM1', test.monday('4 seconds'));
select results_eq(
  'select twilio_sent_status, twilio_sent_at from outlier.message_statuses',
  $$values ('delivered', test.monday('4 seconds'))$$,
  'delivered with one'
);
select pg_temp.webhook('6 seconds', 'SM1');
select is(pg_temp.status(), 'delivered', 'a status never goes back from a final one');
select is((select twilio_sent_at from outlier.message_statuses), test.monday('4 seconds'), 'nor its time');
select pg_temp.webhook('7 seconds', null);
select results_eq(
  'select twilio_sent_status, twilio_id from outlier.message_statuses',
  $$values ('delivered', 'SM1')$$,
  'an event that knows less takes nothing away'
);
select is((select count(*) from outlier.message_statuses), 1::bigint, 'repeats add no row');
rollback to savepoint claimed;

select pg_temp.webhook('2 seconds', 'SM1', test.monday('2 seconds'));
select is(pg_temp.status(), null, 'before our own call has returned there is no row yet');
select is((select array_agg(state) from outlier.invoke_history), array['done'], 'which is no error');
select pg_temp.record();
select results_eq(
  'select twilio_id, twilio_sent_status, twilio_sent_at from outlier.message_statuses',
  $$values ('SM1', 'delivered', test.monday('2 seconds'))$$,
  'then the record takes what the event said'
);
rollback to savepoint claimed;

select pg_temp.record();
select pg_temp.webhook('4 seconds', null);
select is(pg_temp.status(), null, 'without a Twilio id nothing is known yet');
select is(
  (select array_agg(to_jsonb(missive_id)) from outlier.message_reads), array[test.get('id')], 'and Missive is asked'
);
rollback to savepoint claimed;

select pg_temp.record();
select pg_temp.webhook('4 seconds', 'SM1', p_rule => 'outgoing_twilio_message');
select is(pg_temp.status(), 'sent', 'the rule''s old name means the same');
rollback to savepoint claimed;

-- A journalist wrote a message by hand.
select test.receive_user_action(
  test.outgoing(test.number(0), 'Thanks for writing', gen_random_uuid(), test.monday('1 hour')),
  p_now => test.monday('1 hour')
);
select is(
  (select count(*) from outlier.message_statuses), 0::bigint, 'what the team writes by hand is no broadcast message'
);
select is((select array_agg(preview) from outlier.twilio_messages), array['Thanks for writing'], 'but is kept');
select is((select count(*) from outlier.errors), 0::bigint, 'without an error');
rollback to savepoint claimed;

-- First and second message.
select pg_temp.record();
select test.let('second', to_jsonb(gen_random_uuid()));
select test.record(
  test.claim(test.monday('1 hour'), 1, 'second_messages'),
  test.monday('1 hour'),
  jsonb_build_object('missiveId', test.get('second')),
  'second_messages'
);
select test.receive_user_action(
  test.outgoing(
    test.number(0), 'And?', (test.get('second') #>> '{}')::uuid, test.monday('1 hour'), 'SM2', test.monday('1 hour')
  ),
  p_now => test.monday('1 hour 1 second')
);
select results_eq(
  'select is_second, twilio_id, twilio_sent_status from outlier.message_statuses order by is_second',
  $$values (false, null, null), (true, 'SM2', 'delivered')$$,
  'the first and the second message''s results do not land on one row'
);
rollback to savepoint claimed;

-- Final statuses.
select is(outlier.merge_status('delivered', 'sent'), 'delivered', 'delivered is final');
select is(outlier.merge_status('failed', 'delivered'), 'failed', 'failed is final');
select is(outlier.merge_status('sent', null), 'sent', 'what is known stays when nothing is reported');
select is(
  outlier.merge_status(null, 'a word of next year'), 'a word of next year', 'a status that nobody knew of stops nothing'
);
select * from finish();
rollback;
