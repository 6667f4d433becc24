-- The outcome for each person, with the reason if a person got no message.
-- Shows: api.campaign_recipients
begin;
select plan(8);
select throws_ok($$select * from api.campaign_recipients(-1)$$, 'OT009', null, 'there is no such campaign');
select test.sending_campaign(5, 'And?');
select test.let('id', to_jsonb((select id from outlier.campaigns)));
select test.record(test.claim(p_limit => 3));
select outlier.set_consent(test.number(0), 'opt_out', 'sql', p_now => test.monday());
select test.claim(p_limit => 1);
select results_eq(
  $$select phone_number, outcome, reason, follow_up from api.campaign_recipients(test.get('id')::bigint)$$,
  $$values (test.number(0), 'sent', null, 'not sent: unsubscribed'), (test.number(1), 'sent', null, 'waiting'), (test.number(2), 'sent', null, 'waiting'),
    (test.number(3), 'sending', null, null), (test.number(4), 'waiting', null, null)$$,
  'in the middle of it'
);
select outlier.cancel_batch(test.get('id')::bigint, test.monday());
select results_eq(
  $$
    select outcome, reason, follow_up
    from api.campaign_recipients(test.get('id')::bigint)
    where phone_number in (test.number(1), test.number(4))
    order by phone_number
  $$,
  $$values ('sent', null, 'not sent: cancelled'), ('not sent', 'cancelled', null)$$,
  'after a cancel'
);
select is(
  (select message from api.campaign_recipients(test.get('id')::bigint) where phone_number = test.number(0)),
  'Is your water clear?',
  'with the text that went out'
);

-- A file.
select test.let('id', api.create_campaign(test.request(), array[1, 2, 3, 4, 7], array['a', 'b', 'c', 'd', 'e'],
  array[test.number(0), test.number(20), 'hello', '200 555 0120', test.number(21)], null, test.monday()) -> 'id');
select results_eq(
  $$select line, raw, outcome, reason, duplicate_of from api.campaign_recipients(test.get('id')::bigint)$$,
  $$
    values
      (1, 'a', 'not sent', 'unsubscribed', null),
      (2, 'b', 'scheduled', null, null),
      (3, 'c', 'not sent', 'invalid_number', null),
      (4, 'd', 'not sent', 'duplicate', 2),
      (7, 'e', 'scheduled', null, null)
  $$,
  'each line of a file, before it runs'
);
select outlier.set_consent(test.number(21), 'opt_out', 'sql');
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday('1 hour'));
select test.send_all(test.monday('1 hour'));
update outlier.message_statuses
set twilio_sent_status = 'failed', twilio_error_code = 30003
where campaign_id = test.get('id')::bigint;
select results_eq(
  $$
    select line, outcome, reason, delivery_status, delivery_error_code
    from api.campaign_recipients(test.get('id')::bigint)
  $$,
  $$
    values
      (1, 'not sent', 'unsubscribed', null, null),
      (2, 'sent', null, 'failed', 30003),
      (3, 'not sent', 'invalid_number', null, null),
      (4, 'not sent', 'duplicate', null, null),
      (7, 'not sent', 'unsubscribed', null, null)
  $$,
  'and after: a duplicate got nothing of its own'
);
select is(
  (select sent_at from api.campaign_recipients(test.get('id')::bigint) where line = 2),
  test.monday('1 hour'),
  'with the time'
);
-- Rows that were queued by hand have no line number.
insert into outlier.recipients (campaign_id, phone_number, reason)
values (test.get('id')::bigint, test.number(30), 'cancelled');
select results_eq(
  $$
    select line, phone_number, outcome
    from api.campaign_recipients(test.get('id')::bigint)
    order by line nulls last offset 5
  $$,
  $$values (null::integer, test.number(30), 'not sent')$$, 'who is in it without a line is listed too'
);
select * from finish();
rollback;
