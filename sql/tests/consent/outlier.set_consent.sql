-- Shows: newest-follow-up, table-consent_events
begin;
select plan(17);
select test.sending(2, 'And?');
select test.record(test.claim(p_limit => 1));
insert into outlier.broadcast_second_messages (campaign_id, recipient_phone_number, message, due_at) values
  (test.campaign(), test.number(0), 'a', test.monday('1 hour')),
  (test.campaign(), test.number(0), 'b', test.monday('2 hours'));
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
values (test.campaign(), test.number(0), 'c', test.monday());
select is(
  (select count(*) from outlier.queued_messages where recipient_phone_number = test.number(0)),
  4::bigint,
  'somebody for whom four messages wait'
);
select ok(
  outlier.set_consent(test.number(0), 'opt_out', 'admin', 'Avery Stone', 'unsubscribe', p_now => test.monday()),
  'opts out'
);
select is(
  (select count(*) from outlier.queued_messages where recipient_phone_number = test.number(0)),
  0::bigint,
  'all that waits for them is cancelled, in both queues, not only the newest follow-up'
);
select is(
  (select count(*) from outlier.queued_messages where recipient_phone_number = test.number(1)),
  1::bigint,
  'and nobody else''s'
);
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)), true, 'they are unsubscribed'
);
select is(
  (
    select count(*)
    from outlier.recipients
    where phone_number = test.number(0) and 'unsubscribed' in (reason, follow_up_reason)
  ),
  4::bigint, 'recipients says why of each'
);
select results_eq(
  'select phone_number, kind, source, actor, words, occurred_at from outlier.consent_events',
  $$values (test.number(0), 'opt_out', 'admin', 'Avery Stone', 'unsubscribe', test.monday())$$,
  'the change is on record: when, by whom, in which words'
);
select ok(
  not outlier.set_consent(test.number(0), 'opt_out', 'message', p_now => test.monday('1 minute')),
  'said again it changes nothing'
);
select is((select count(*) from outlier.consent_events), 2::bigint, 'and is on record: a no counts each time');
select ok(
  outlier.set_consent(test.number(0), 'opt_in', 'message', p_words => 'start', p_now => test.monday('1 hour')),
  'they can opt back in'
);
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)), false, 'and are subscribed again'
);
select ok(
  not outlier.set_consent(test.number(0), 'opt_in', 'message', p_words => 'start', p_now => test.monday('2 hours')),
  'said again it changes nothing'
);
select is(
  (select count(*) from outlier.consent_events where kind = 'opt_in'), 2::bigint,
  'and is on record: a refusal that Twilio tells of later may be older'
);
select ok(
  not outlier.set_consent('+13135550199', 'opt_out', 'admin', p_now => test.monday()), 'for a stranger nothing changes'
);
select is((select count(*) from outlier.queued_messages), 1::bigint, 'what was cancelled stays cancelled');
insert into outlier.authors (phone_number) values ('+13135550100');
select ok(
  not outlier.set_consent('+13135550100', 'opt_out', 'admin', p_now => test.monday()), 'our own number cannot opt out'
);
select is(
  (select count(*) from outlier.consent_events where phone_number = '+13135550100'), 0::bigint,
  'and has no history of consent'
);
select * from finish();
rollback;
