-- The action for each of Twilio's error codes, which is stored as data.
begin;
select plan(29);
select is(array(
  select outlier.error_action(c)
  from unnest(array[21610, 30005, 30006, 30034, 30032, 21606, 30002, 30003, 30007, 99999]) as c
),
  '{opt_out,dead_number,dead_number,operator,operator,operator,operator,retry,none,none}',
  'what each asks for; one that is not listed: nothing');
select is(outlier.error_action(null), null, 'no error asks for nothing');
update outlier.twilio_error_codes set action = 'operator' where code = 0;
select is(outlier.error_action(99999), 'operator', 'the default is data too');
update outlier.twilio_error_codes set action = 'none' where code = 0;
select test.sending(5, 'And?');
select test.record(test.claim(p_limit => 4));
create function pg_temp.pass(p_at timestamptz, variadic p_messages jsonb[]) returns void language sql as $$
  select outlier.reconcile(p_now => p_at);
  select test.twilio_says(test.page(null, variadic p_messages), p_at);
$$;
savepoint ready;

-- Error 21610: the person has opted out at Twilio.
select pg_temp.pass(
  test.monday('1 hour'),
  test.logged('SM0', test.number(0), p_status => 'failed', p_error_code => 21610),
  test.logged('SM1', test.number(1), p_status => 'failed', p_error_code => 30003)
);
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)),
  true,
  'whom Twilio refuses because of an opt-out has opted out'
);
select results_eq('select phone_number, kind, source, actor, words, occurred_at from outlier.consent_events',
  $$
    values (
      test.number(0),
      'opt_out',
      'twilio',
      'Twilio',
      'error 21610: the person has opted out of messages from our number',
      test.monday('1 hour')
    )
  $$,
  'with its reason on record');
select is(
  (select follow_up_reason from outlier.recipients where phone_number = test.number(0)),
  'unsubscribed',
  'what waited for that person is dropped'
);
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(1)), false, 'another error opts nobody out'
);
select pg_temp.pass(
  test.monday('2 hours'), test.logged('SM0', test.number(0), p_status => 'failed', p_error_code => 21610)
);
select is(
  (select count(*) from outlier.consent_events), 1::bigint, 'the next pass, which sees the same, records nothing'
);
select test.writes(test.number(0), 'start', test.monday('3 hours'));
select pg_temp.pass(
  test.monday('4 hours'), test.logged('SM0', test.number(0), p_status => 'failed', p_error_code => 21610)
);
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)),
  false,
  'who has opted back in since stays in'
);
select pg_temp.pass(
  test.monday('5 hours'),
  test.logged('SMn', test.number(0), 'Another text', 'failed', test.monday('3 hours 30 minutes'), 21610)
);
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)),
  true,
  'a later refusal counts, whichever message it was'
);
select lives_ok($$
  select pg_temp.pass(
    test.monday('6 hours'), test.logged('SMo', '+13135550199', 'x', 'failed', test.monday('3 hours'), 21610)
  )
$$, 'of somebody whom nobody knows too');
rollback to savepoint ready;

-- Errors that the operator must repair.
select test.campaign();
select is((select state from outlier.broadcasts where id = test.latest()), 'sending', 'something is being sent');
select pg_temp.pass(
  test.monday('1 hour'),
  test.logged('SM0', test.number(0), p_status => 'undelivered', p_error_code => 30034),
  test.logged('SM1', test.number(1), p_status => 'undelivered', p_error_code => 30034)
);
select is((select state from outlier.broadcasts where id = test.latest()), 'paused', 'it is paused');
select is((select state from outlier.campaigns), 'paused', 'campaigns too');
select results_eq($$select kind, message from outlier.problems where kind = 'twilio_refuses'$$,
  $$
    values (
      'twilio_refuses',
      'Twilio does not deliver our messages: our number is not registered for such messages (error 30034)'
    )
  $$,
  'once among the problems, with its reason');
select matches((select hint from outlier.problems where kind = 'twilio_refuses'), 'resume_batch', 'and what to do');
select is(test.claimed(test.claim(test.monday('1 hour'))), '{}', 'nothing more goes out');
select outlier.resume_batch(test.latest());
select pg_temp.pass(
  test.monday('2 hours'), test.logged('SM0', test.number(0), p_status => 'undelivered', p_error_code => 30034)
);
select is(
  (select state from outlier.broadcasts where id = test.latest()),
  'sending',
  'what an operator resumed is not paused again for what is known'
);
select pg_temp.pass(
  test.monday('3 hours'), test.logged('SM2', test.number(2), p_status => 'failed', p_error_code => 30002)
);
select is((select state from outlier.broadcasts where id = test.latest()), 'paused', 'but for what is new');
select is(
  (select count(*) from outlier.problems where kind = 'twilio_refuses'), 2::bigint, 'each code is a problem of its own'
);
rollback to savepoint ready;
select pg_temp.pass(
  test.monday('2 days'), test.logged('SM0', test.number(0), p_status => 'undelivered', p_error_code => 21606)
);
select is(
  (select state from outlier.broadcasts where id = test.latest()),
  'sending',
  'an error of days ago pauses nothing: it may have been mended'
);
select is((select count(*) from outlier.problems where kind = 'twilio_refuses'), 1::bigint, 'but is told');
rollback to savepoint ready;
select pg_temp.pass(
  test.monday('1 hour'), test.logged('SMx', test.number(0), 'Not ours', 'failed', test.monday(), 30034)
);
select is(
  (select state from outlier.broadcasts where id = test.latest()),
  'sending',
  'a message that is not ours pauses nothing'
);
rollback to savepoint ready;

-- Numbers that do not work any more, and all other errors.
select pg_temp.pass(
  test.monday('1 hour'),
  test.logged('SM0', test.number(0), p_status => 'undelivered', p_error_code => 30005),
  test.logged('SM1', test.number(1), p_status => 'undelivered', p_error_code => 30003),
  test.logged('SM2', test.number(2), p_status => 'undelivered', p_error_code => 77777)
);
select results_eq(
  'select phone_number, error_code, unsubscribed from outlier.dead_numbers',
  $$values (test.number(0), 30005, false)$$,
  'numbers that are dead are listed'
);
select is((select count(*) from outlier.authors where unsubscribed), 0::bigint, 'and nobody is unsubscribed for it');
select is(
  (select twilio_error_code from outlier.message_statuses where recipient_phone_number = test.number(2)),
  77777,
  'a code that nobody knows is kept'
);
select is((select count(*) from outlier.incidents), 0::bigint, 'and is no problem');
insert into outlier.twilio_error_codes values (77777, 'a new kind of trouble', 'operator');
select is(outlier.error_action(77777), 'operator', 'until somebody says what it means');
select throws_ok($$
  insert into outlier.twilio_error_codes values (77778, 'x', 'explode')
$$, '23514', null, 'with one of the actions that there are');
select * from finish();
rollback;
