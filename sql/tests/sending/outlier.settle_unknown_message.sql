begin;
select plan(14);
select test.sending(2, 'And?', 60);
select test.record(test.claim(), test.monday(), '{"status": null, "written": true, "missiveId": null}');
create function pg_temp.id_of(p_index integer) returns bigint language sql as $$
  select id from outlier.queued_messages where recipient_phone_number = test.number(p_index) and not is_second;
$$;
select lives_ok($$
  select outlier.settle_unknown_message(pg_temp.id_of(0), true, test.monday('5 minutes'))
$$, 'a person can say that it was sent');
select is(
  (select array_agg(recipient_phone_number) from outlier.message_statuses),
  array[test.number(0)],
  'it is recorded as sent'
);
select is(
  (select array_agg(recipient_phone_number) from outlier.broadcast_second_messages),
  array[test.number(0)],
  'its follow-up is queued'
);
select is(
  (select twilio_sent_status from outlier.message_statuses),
  null,
  'its status is not delivered because nobody said otherwise'
);
select lives_ok($$
  select outlier.settle_unknown_message(pg_temp.id_of(1), false, test.monday('5 minutes'))
$$, 'a person can say that it was not');
select is(test.claimed(test.claim(test.monday('5 minutes'))), array[test.number(1)], 'then it is due again');
select throws_ok($$
  select outlier.settle_unknown_message(pg_temp.id_of(1), true)
$$, 'OT009', null, 'a message that is being sent cannot be settled');
select throws_ok($$select outlier.settle_unknown_message(-1, true)$$, 'OT009', null, 'nor one that does not exist');
select is((select count(*) from outlier.unknown_messages), 0::bigint, 'nothing is unknown any more');

-- A follow-up.
select test.record(
  test.claim(test.monday('6 minutes'), p_queue => 'second_messages'),
  test.monday('6 minutes'),
  '{"status": null, "written": true, "missiveId": null}',
  'second_messages'
);
select lives_ok($$
  select outlier.settle_unknown_message((select id from outlier.unknown_messages), true, test.monday('7 minutes'))
$$, 'the same for a follow-up');
select is(
  (select count(*) from outlier.message_statuses where is_second), 1::bigint, 'which is recorded as the second message'
);
select is((select count(*) from outlier.broadcast_second_messages), 0::bigint, 'and has no follow-up of its own');

-- A message that was cancelled while its outcome was unknown.
select test.record(
  test.claim(test.monday('4 hours')), test.monday('4 hours'), '{"status": null, "written": true, "missiveId": null}'
);
select outlier.cancel_batch(test.latest(), test.monday('5 hours'));
select outlier.settle_unknown_message(m.id, false, test.monday('6 hours')) from outlier.unknown_messages as m;
select is(
  (select count(*) from outlier.queued_messages), 0::bigint, 'what was not sent and is cancelled does not wait for ever'
);
select is(
  (select reason from outlier.recipients where phone_number = test.number(1)),
  'cancelled',
  'and its reason is on record'
);
select * from finish();
rollback;
