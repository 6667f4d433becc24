-- Shows: words-in-passing, opt-out-half-way, newest-follow-up, table-twilio_messages, table-errors
-- Shows: table-invoke_history, api.receive_user_action
begin;
select plan(48);
select test.sending(4, 'And?', 3600);
select test.record(test.claim(p_limit => 2));
savepoint sent;

-- A person's answer.
select test.let('id', to_jsonb(gen_random_uuid()));
select test.writes(test.number(0), 'My water is brown', test.monday('5 minutes'), (test.get('id') #>> '{}')::uuid);
select is(
  (select array_agg(recipient_phone_number) from outlier.broadcast_second_messages),
  array[test.number(1)],
  'an answer cancels the sender''s waiting follow-up, and nobody else''s'
);
select is(
  (select follow_up_reason from outlier.recipients where phone_number = test.number(0)),
  'answered',
  'recipients says why'
);
select results_eq(
  'select is_reply, reply_to_broadcast, from_phone_number, to_phone_number, preview, created_at from '
  'outlier.twilio_messages',
  $$values (true, test.latest(), test.number(0), '+13135550100', 'My water is brown', test.monday('5 minutes'))$$,
  'it is kept as a reply to the broadcast'
);
select is((select unsubscribed from outlier.authors where phone_number = test.number(0)), false, 'and opts nobody out');
select is((select array_agg(state) from outlier.invoke_history), array['done'], 'the event is stored and done');
select is(
  (
    select sum(pg_stat_get_xact_tuples_updated(t.relid))::integer
    from pg_partition_tree('outlier.invoke_history') as t
    where t.isleaf
  ),
  0,
  'its row is written once'
);
select is((select count(*) from outlier.errors), 0::bigint, 'without an error');
-- The same message again.
select test.writes(test.number(0), 'My water is brown', test.monday('6 minutes'), (test.get('id') #>> '{}')::uuid);
select is(
  (select count(*) from outlier.twilio_messages), 1::bigint, 'the same event twice changes nothing the second time'
);
select is((select count(*) from outlier.errors), 0::bigint, 'and is no error');
rollback to savepoint sent;

select test.writes(test.number(0), 'Hi', test.monday('35 hours 59 minutes'));
select ok((select is_reply from outlier.twilio_messages), 'what comes within 36 hours is a reply');
rollback to savepoint sent;
select test.writes(test.number(0), 'Hi', test.monday('36 hours 1 minute'));
select ok((select not is_reply from outlier.twilio_messages), 'what comes later is none');
select is(
  (select count(*) from outlier.broadcast_second_messages where recipient_phone_number = test.number(0)),
  0::bigint,
  'but still cancels a waiting follow-up'
);
rollback to savepoint sent;

-- A reply to a campaign.
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
values (test.campaign(), test.number(0), 'c', test.monday('-1 hour'));
select test.record(test.claim(test.monday('1 minute'), 1), test.monday('1 minute'));
select test.writes(test.number(0), 'Hi', test.monday('2 minutes'));
select results_eq(
  'select reply_to_broadcast, reply_to_campaign from outlier.twilio_messages',
  'select null::bigint, max(id) from outlier.campaigns', 'a reply belongs to the latest message that was sent'
);
rollback to savepoint sent;

-- A person who is not in the audience.
select test.writes('+13135550177', 'Who is this?', test.monday('1 minute'));
select ok((select not is_reply from outlier.twilio_messages), 'what a stranger writes is no reply');
select is(
  (select count(*) from outlier.authors where phone_number = '+13135550177'), 1::bigint, 'and makes them known'
);
select is(
  (select added_via_file_upload from outlier.authors where phone_number = '+13135550177'),
  false,
  'as somebody who wrote'
);
rollback to savepoint sent;

-- A person opts out.
select test.let('id', to_jsonb(gen_random_uuid()));
insert into outlier.broadcast_second_messages (campaign_id, recipient_phone_number, message, due_at) values
  (test.campaign(), test.number(0), 'a', test.monday('1 hour')),
  (test.campaign(), test.number(0), 'b', test.monday('2 hours'));
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
values (test.campaign(), test.number(0), 'c', test.monday('1 hour'));
select test.writes(test.number(0), 'Please STOP!', test.monday('5 minutes'), (test.get('id') #>> '{}')::uuid);
select ok((select unsubscribed from outlier.authors where phone_number = test.number(0)), 'an opt-out unsubscribes');
select is(
  (select count(*) from outlier.queued_messages where recipient_phone_number = test.number(0)),
  0::bigint,
  'a STOP cancels everything in both queues, every follow-up and not only the newest'
);
select results_eq(
  'select u.broadcast_id, s.recipient_phone_number, u.twilio_message_id from outlier.unsubscribed_messages as u join '
  'outlier.message_statuses as s on s.id = u.message_status_id',
  $$values (test.latest(), test.number(0), (test.get('id') #>> '{}')::uuid)$$,
  'it is recorded against the message that it answers'
);
select ok((select not is_reply from outlier.twilio_messages), 'an opt-out is not a reply');
select results_eq(
  'select phone_number, kind, source, words, twilio_message_id, occurred_at from outlier.consent_events',
  $$
    values (
      test.number(0), 'opt_out', 'message', 'Please STOP!', (test.get('id') #>> '{}')::uuid, test.monday('5 minutes')
    )
  $$,
  'and is on record in the words that were said'
);
select test.writes(test.number(0), 'Please STOP!', test.monday('6 minutes'), (test.get('id') #>> '{}')::uuid);
select is((select count(*) from outlier.unsubscribed_messages), 1::bigint, 'its repeat hits no duplicate key');
select is((select count(*) from outlier.consent_events), 1::bigint, 'and records nothing');
select is((select count(*) from outlier.errors), 0::bigint, 'and is no error');
select test.writes(test.number(0), 'stop', test.monday('7 minutes'));
select is((select count(*) from outlier.unsubscribed_messages), 2::bigint, 'a second STOP is recorded too');
select is(
  (select count(*) from outlier.queued_messages where recipient_phone_number = test.number(1)),
  1::bigint,
  'others keep what waits for them'
);
-- The person opts in again.
select test.writes(test.number(0), 'START', test.monday('1 hour'));
select ok((select not unsubscribed from outlier.authors where phone_number = test.number(0)), 'START opts back in');
select is(
  (select array_agg(kind order by id) from outlier.consent_events),
  array['opt_out', 'opt_out', 'opt_in'],
  'which is on record'
);
rollback to savepoint sent;

-- An opt-out while the first message is being sent.
select test.let('claim', test.claim(test.monday('1 second'), 1));
select test.writes(test.number(2), 'stop', test.monday('2 seconds'));
select is(
  (select state from outlier.queued_messages where recipient_phone_number = test.number(2)),
  'sending',
  'what an executor has claimed already goes out'
);
select is(test.record(test.get('claim'), test.monday('3 seconds')), 1, 'and is recorded');
select is(
  test.claimed(test.claim(test.monday('2 hours'), p_queue => 'second_messages')),
  array[test.number(0), test.number(1)],
  'but its follow-up is not sent'
);
rollback to savepoint sent;

-- An opt-out whose processing fails midway.
create function pg_temp.fail() returns trigger language plpgsql as $$ begin raise exception 'half-way' using errcode = 'OT999'; end; $$;
create trigger fails before insert on outlier.unsubscribed_messages for each row execute function pg_temp.fail();
select test.let('id', to_jsonb(gen_random_uuid()));
select lives_ok($$
  select test.writes(test.number(0), 'STOP', test.monday('5 minutes'), (test.get('id') #>> '{}')::uuid)
$$, 'an event that cannot be acted on is stored: Missive gets its 200');
select is((select array_agg(state) from outlier.invoke_history), array['failed'], 'as failed');
select results_eq(
  'select rule_type, sqlstate, message, attempts from outlier.errors',
  $$values ('incoming_sms_message', 'OT999', 'half-way', 1)$$,
  'with its error, to be tried again from there'
);
select is((select body from outlier.errors), (select body from outlier.invoke_history), 'and its body');
select ok(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)), 'the opt-out is heard all the same'
);
select is(
  (select count(*) from outlier.requests where kind = 'create_post'),
  0::bigint,
  'and nothing else of the event is half done'
);
drop trigger fails on outlier.unsubscribed_messages;
select test.writes(test.number(0), 'STOP', test.monday('6 minutes'), (test.get('id') #>> '{}')::uuid);
select ok(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)),
  'the repeat of an opt-out that failed half-way opts out'
);
rollback to savepoint sent;

-- The old and the new name of the rule.
select test.receive_user_action(
  test.incoming(test.number(0), 'STOP', test.monday('1 minute'), p_rule_type => 'incoming_twilio_message'),
  p_now => test.monday('1 minute')
);
select ok(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)), 'the rule''s old name means the same'
);
rollback to savepoint sent;

-- Longer texts.
select test.writes(test.number(0), text, test.monday('1 minute'))
from unnest(array['The bus stop is broken', 'When does it start?', 'I live in Detroit']) as text;
select is(
  (select count(*) from outlier.consent_events),
  0::bigint,
  'the bus stop, the start and living in Detroit change nobody''s consent'
);
update outlier.authors set unsubscribed = true where phone_number = test.number(1);
select test.writes(test.number(1), 'When does it start?', test.monday('2 minutes'));
select test.writes(test.number(1), 'I live in Detroit', test.monday('3 minutes'));
select ok((select unsubscribed from outlier.authors where phone_number = test.number(1)), 'nor bring anybody back');
rollback to savepoint sent;

-- Texts with special characters.
select test.writes(test.number(0), 'It''s $$ 🚰 "x" \ %', test.monday('1 minute'));
select is(
  (select preview from outlier.twilio_messages), 'It''s $$ 🚰 "x" \ %', 'quotes, dollars and emoji are kept as they are'
);
select test.writes(test.number(1), null, test.monday('1 minute'));
select is((select count(*) from outlier.errors), 0::bigint, 'a message without text is no error');
rollback to savepoint sent;

-- Other events.
select throws_ok($$
  select test.receive_user_action('not json', p_now => test.monday())
$$, 'OT010', null, 'a body that is not JSON is refused');
select is((select count(*) from outlier.invoke_history), 0::bigint, 'and not stored');
select test.receive_user_action('{"rule": {"type": "from_the_future"}, "x": 1}', p_now => test.monday());
select results_eq(
  'select rule_type, state from outlier.invoke_history',
  $$values ('from_the_future', 'ignored')$$,
  'an unknown rule type is stored and ignored'
);
select test.receive_user_action('{}', p_now => test.monday());
select is(
  (select count(*) from outlier.invoke_history where state = 'ignored'), 2::bigint, 'so is an event without a rule'
);
select test.receive_user_action('{"rule": {"type": "incoming_sms_message"}}', p_now => test.monday());
select is((select count(*) from outlier.errors), 1::bigint, 'an event without its message is kept in errors');
select * from finish();
rollback;
