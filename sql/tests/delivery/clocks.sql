-- The clocks of Missive and Twilio may be wrong. Outlier measures the difference on each answer, corrects for it when
-- it matches messages by time, and reports it.
begin;
select plan(33);
create function pg_temp.clock(
  p_ahead interval, p_at timestamptz, p_age integer default 0
) returns jsonb language sql as $$
  select jsonb_build_object(
    'clock',
    jsonb_build_object(
      'date', floor(extract(epoch from p_at - p_age * interval '1 millisecond' + p_ahead))::bigint, 'age', p_age
    )
  )
$$;
create function pg_temp.offsets() returns text[] language sql as $$
  select array_agg(
    format('%s %s %s', service, round(extract(epoch from lowest)), round(extract(epoch from highest))) order by service,
    hour
  )
  from outlier.clock_offsets
$$;
create function pg_temp.lost() returns jsonb language sql as $$
  select '{"status": null, "written": true, "missiveId": null, "conversationId": null}'::jsonb
$$;
create function pg_temp.allowed(
  p_service text, p_since timestamptz default test.monday()
) returns text language sql as $$
  select format('%s %s', extract(epoch from behind)::integer, extract(epoch from ahead)::integer)
  from outlier.clock_allowance(p_service, p_since)
$$;
select test.sending(3, 'And?');
savepoint ready;

-- The measurement of the difference.
select is(pg_temp.allowed('twilio'), '60 0', 'where nothing was measured a minute is allowed for');
select test.record(
  test.claim(p_limit => 1), test.monday('1 second'), pg_temp.clock('70 seconds', test.monday('1 second'))
);
select is(pg_temp.offsets(), array['missive 71 71'], 'an answer about a message tells Missive''s time');
select is(pg_temp.allowed('missive'), '60 71', 'which is allowed for');
select is(pg_temp.allowed('twilio'), '60 0', 'Twilio''s clock is another one');
select test.record(
  test.claim(test.monday('2 seconds'), 1),
  test.monday('42 seconds'),
  pg_temp.clock('70 seconds', test.monday('42 seconds'), 40000)
);
select is(pg_temp.offsets(), array['missive 71 71'], 'an answer that waited to be recorded tells the same');
select test.record(
  test.claim(test.monday('1 minute'), 1), test.monday('1 minute'), pg_temp.clock('-5 minutes', test.monday('1 minute'))
);
select is(pg_temp.offsets(), array['missive -300 71'], 'of an hour the smallest and the largest are kept');
select outlier.keep_clock_offset(
  'missive', array['{"date": 1, "age": 0}', '{"date": "x", "age": 0}', 'null', '5', '{}', null]::jsonb[], test.monday()
);
select is(pg_temp.offsets(), array['missive -300 71'], 'what is no time, or days away, is none');
select outlier.keep_clock_offset(
  'missive', array[pg_temp.clock('0', test.monday('20 days')) -> 'clock'], test.monday('20 days')
);
select is(pg_temp.offsets(), array['missive 1 1'], 'what is too old to matter goes');
rollback to savepoint ready;
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.answer(
  test.claim_requests(test.monday('1 hour')),
  test.page(),
  200,
  test.monday('1 hour'),
  pg_temp.clock('-70 seconds', test.monday('1 hour'))
);
select is(pg_temp.offsets(), array['twilio -70 -70'], 'an answer of Twilio''s tells its time');
select is(pg_temp.allowed('twilio', test.monday('1 hour')), '130 0', 'a minute and what it is behind is allowed for');
select is(pg_temp.allowed('twilio', test.monday('-1 day')), '130 0', 'for all that was before');
select is(
  pg_temp.allowed('twilio', test.monday('5 hours')), '130 0', 'and for later as long as nothing newer is known'
);
select outlier.keep_clock_offset(
  'twilio', array[pg_temp.clock('0', test.monday('4 hours')) -> 'clock'], test.monday('4 hours')
);
select is(pg_temp.allowed('twilio', test.monday('5 hours')), '60 1', 'a clock that is right again needs no more');
select is(pg_temp.allowed('twilio', test.monday('1 hour')), '130 1', 'but what happened before does');
update outlier.settings set clock_margin = '10 seconds';
select is(pg_temp.allowed('twilio', test.monday('5 hours')), '10 1', 'the margin is a setting');
rollback to savepoint ready;

-- Twilio's clock is 70 seconds behind, and the answer is lost.
select test.record(test.claim(p_limit => 1), test.monday('1 minute'), pg_temp.lost());
select test.answer(test.claim_requests(test.monday('3 minutes')), test.page(
  null, test.logged('SM0', test.number(0), p_made_at => test.monday('-69 seconds'))
), 200, test.monday('3 minutes'),
  pg_temp.clock('-70 seconds', test.monday('3 minutes')));
select results_eq(
  'select twilio_id from outlier.message_statuses',
  array['SM0'],
  'a lost answer is found, though Twilio''s clock is 70 seconds behind: nothing is sent twice'
);
rollback to savepoint ready;
select test.record(test.claim(p_limit => 1), test.monday('1 minute'), pg_temp.lost());
select test.answer(test.claim_requests(test.monday('3 minutes')), test.page(
  null, test.logged('SM0', test.number(0), p_made_at => test.monday('-69 seconds'))
), 200, test.monday('3 minutes'),
  pg_temp.clock('0', test.monday('3 minutes')));
select is(
  (select state from outlier.broadcast_first_messages where recipient_phone_number = test.number(0)),
  'waiting',
  'by a clock that is right a message from before is another one'
);
rollback to savepoint ready;
select outlier.keep_clock_offset('twilio', array[pg_temp.clock('7 hours', test.monday()) -> 'clock'], test.monday());
select test.record(test.claim(p_limit => 1), test.monday('1 minute'), pg_temp.lost());
select test.answer(
  test.claim_requests(test.monday('3 minutes')),
  test.page(null, test.logged('SM0', test.number(0), p_made_at => test.monday('7 hours'))),
  200,
  test.monday('3 minutes')
);
select results_eq('select twilio_id from outlier.message_statuses', array['SM0'], 'the same where it is hours ahead');
rollback to savepoint ready;

-- Statuses from Twilio's log.
select test.send_all();
update outlier.settings set single_reads_limit = 0;
select outlier.reconcile(p_now => test.monday('1 hour'));
savepoint sent;
select test.answer(
  test.claim_requests(test.monday('1 hour')),
  test.page(null, test.logged('SM0', test.number(0), p_made_at => test.monday('-100 seconds'))),
  200,
  test.monday('1 hour'),
  pg_temp.clock('-100 seconds', test.monday('1 hour'))
);
select is(
  (select twilio_sent_status from outlier.message_statuses where recipient_phone_number = test.number(0)),
  'delivered',
  'a pass knows a message by a clock that is behind'
);
rollback to savepoint sent;
select test.answer(
  test.claim_requests(test.monday('1 hour')),
  test.page(null, test.logged('SM0', test.number(0), p_made_at => test.monday('-100 seconds'))),
  200,
  test.monday('1 hour'),
  pg_temp.clock('0', test.monday('1 hour'))
);
select is(
  (select twilio_sent_status from outlier.message_statuses where recipient_phone_number = test.number(0)),
  null,
  'and by one that is right takes no other for it'
);
rollback to savepoint sent;
select outlier.keep_clock_offset('twilio', array[pg_temp.clock('8 hours', test.monday()) -> 'clock'], test.monday());
select test.answer(
  test.claim_requests(test.monday('1 hour')),
  test.page(null, test.logged('SM0', test.number(0), p_made_at => test.monday('8 hours'))),
  200,
  test.monday('1 hour')
);
select is(
  (select twilio_sent_status from outlier.message_statuses where recipient_phone_number = test.number(0)),
  'delivered',
  'or that is ahead'
);
rollback to savepoint ready;

-- Missive's clock is behind, so its webhook seems to be older than the claim.
create function pg_temp.goes(p_at timestamptz) returns void language sql as $$
  select test.receive_user_action(
    test.outgoing(test.number(0), 'What do you need to know?', md5('a')::uuid, p_at, 'SMa', p_at),
    p_now => test.monday('5 minutes')
  )
$$;
create function pg_temp.state() returns text language sql as $$
  select coalesce(
    (select 'sent' from outlier.message_statuses where missive_id = md5('a')::uuid),
    (select state from outlier.broadcast_first_messages where recipient_phone_number = test.number(0)),
    'without id'
  )
$$;
select test.let('claim', test.claim(p_limit => 1));
savepoint claimed;
select test.record(test.get('claim'), test.monday('10 seconds'), pg_temp.lost());
select pg_temp.goes(test.monday('-50 seconds'));
select is(pg_temp.state(), 'sent', 'a webhook settles a lost answer, though its time is some seconds before the claim');
rollback to savepoint claimed;
select test.record(test.get('claim'), test.monday('10 seconds'), pg_temp.lost());
select pg_temp.goes(test.monday('-2 minutes'));
select is(pg_temp.state(), 'unknown', 'minutes before is another message');
rollback to savepoint claimed;
select outlier.keep_clock_offset(
  'missive', array[pg_temp.clock('-2 minutes', test.monday()) -> 'clock'], test.monday()
);
select test.record(test.get('claim'), test.monday('10 seconds'), pg_temp.lost());
select pg_temp.goes(test.monday('-2 minutes'));
select is(pg_temp.state(), 'sent', 'unless Missive''s clock is minutes behind');
rollback to savepoint claimed;
select outlier.keep_clock_offset(
  'missive', array[pg_temp.clock('-2 minutes', test.monday()) -> 'clock'], test.monday()
);
select test.record(test.get('claim'), test.monday('10 seconds'), '{"missiveId": null, "conversationId": null}');
select pg_temp.goes(test.monday('-2 minutes'));
select is(pg_temp.state(), 'sent', 'an answer without an id gets it by such a clock too');
rollback to savepoint ready;

-- A person's answer with a time from a clock that is behind.
select test.send_all();
select outlier.keep_clock_offset(
  'missive', array[pg_temp.clock('-2 minutes', test.monday()) -> 'clock'], test.monday()
);
insert into outlier.twilio_messages (id, from_phone_number, to_phone_number, preview, created_at)
values (gen_random_uuid(), test.number(0), '+13135550100', 'Yes', test.monday('-90 seconds'));
insert into outlier.twilio_messages (id, from_phone_number, to_phone_number, preview, created_at)
values (gen_random_uuid(), test.number(1), '+13135550100', 'Yes', test.monday('-4 minutes'));
select is(
  test.claimed(test.claim(test.monday('10 minutes'), 10, 'second_messages')),
  array[test.number(1), test.number(2)],
  'who answered gets no follow-up, though the answer seems to come from before'
);
select is(
  (select follow_up_reason from outlier.recipients where phone_number = test.number(0)),
  'answered',
  'and the record says why'
);
rollback to savepoint ready;

-- The report of the difference.
create function pg_temp.problem() returns text language sql as $$
  select message from outlier.problems where kind = 'clock'
$$;
select is(pg_temp.problem(), null, 'a clock that was not measured is no problem');
insert into outlier.clock_offsets values ('twilio', date_trunc('hour', now(), 'UTC'), '-71 seconds', '-70 seconds');
select is(
  pg_temp.problem(),
  'the clock of Twilio is 70 seconds behind the database server''s',
  'one that is off is among the problems'
);
update outlier.clock_offsets set lowest = '69 seconds', highest = '75 seconds';
select is(
  pg_temp.problem(), 'the clock of Twilio is 69 seconds ahead of the database server''s', 'so is one that is ahead'
);
update outlier.clock_offsets set lowest = '-5 minutes', highest = '1 second';
select is(pg_temp.problem(), null, 'an answer that was slow is not taken for a wrong clock');
update outlier.clock_offsets set lowest = '-90 seconds', highest = '-80 seconds', hour = hour - interval '2 days';
select is(pg_temp.problem(), null, 'nor one that nobody has heard of for days');
select throws_ok($$
  insert into outlier.clock_offsets values ('dub', now(), '0', '0')
$$, '23514', null, 'of others no clock is kept');
select * from finish();
rollback;
