-- A stored event that failed is retried. An event that succeeded can be replayed, which changes nothing.
-- Shows: opt-out-half-way, job-retry-webhooks, api.replay_event
begin;
select plan(26);
select test.sending(3, 'And?');
select test.send_all();
create function pg_temp.fail() returns trigger language plpgsql as $$ begin raise exception 'half-way' using errcode = 'OT999'; end; $$;
create trigger fails before insert on outlier.unsubscribed_messages for each row execute function pg_temp.fail();
select test.writes(test.number(0), 'STOP', test.monday('5 minutes'), md5('stop')::uuid);
create function pg_temp.due() returns timestamptz language sql as $$ select next_attempt_at from outlier.errors $$;
savepoint failed;

select is(pg_temp.due(), test.monday('6 minutes'), 'a webhook that failed is tried again after a minute');
select is(outlier.retry_events(test.monday('5 minutes 59 seconds')), 0, 'not before');
select is(outlier.retry_events(test.monday('6 minutes')), 0, 'it fails again');
select results_eq(
  'select attempts, next_attempt_at from outlier.errors', $$values (2, test.monday('11 minutes'))$$, 'the pause grows'
);
select outlier.retry_events(pg_temp.due());
select outlier.retry_events(pg_temp.due());
select outlier.retry_events(pg_temp.due());
select is((select attempts from outlier.errors), 5, 'and again');
select is(
  pg_temp.due(),
  test.monday('6 minutes') + interval '5 minutes' + interval '25 minutes' + interval '125 minutes' + interval '625 minutes',
  'five times as long each time'
);
select outlier.retry_events(pg_temp.due());
select results_eq(
  'select attempts, next_attempt_at, resolved_at is null, body is not null from outlier.errors',
  $$values (6, null::timestamptz, true, true)$$,
  'then it is left there, with its body'
);
select is((select count(*) from outlier.problems where kind = 'webhook_failed'), 1::bigint, 'and stays a problem');
rollback to savepoint failed;

drop trigger fails on outlier.unsubscribed_messages;
select is(outlier.retry_events(test.monday('6 minutes')), 1, 'once the cause is gone it is mended');
select ok((select unsubscribed from outlier.authors where phone_number = test.number(0)), 'the opt-out takes effect');
select results_eq(
  'select occurred_at, words from outlier.consent_events',
  $$values (test.monday('5 minutes'), 'STOP')$$,
  'as of when it came'
);
select results_eq(
  'select resolved_at, next_attempt_at from outlier.errors',
  $$values (test.monday('6 minutes'), null::timestamptz)$$,
  'the error is resolved'
);
select is((select array_agg(state) from outlier.invoke_history), array['done'], 'and the event done');
select is(outlier.retry_events(test.monday('1 day')), 0, 'nothing is left to try');
rollback to savepoint failed;

-- The person has opted in again since. The retried opt-out does not undo that.
drop trigger fails on outlier.unsubscribed_messages;
update outlier.authors set unsubscribed = true where phone_number = test.number(0);
select test.writes(test.number(0), 'START', test.monday('5 minutes 30 seconds'));
select outlier.retry_events(test.monday('6 minutes'));
select ok(
  (select not unsubscribed from outlier.authors where phone_number = test.number(0)),
  'a STOP that is acted on late does not undo a later START'
);
select is(
  (select array_agg(kind order by id) from outlier.consent_events),
  array['opt_out', 'opt_in'],
  'both are on record, in the order in which they were said'
);
rollback to savepoint failed;

-- Replay.
drop trigger fails on outlier.unsubscribed_messages;
select test.let('event', to_jsonb((select id from outlier.invoke_history)));
select is(
  api.replay_event(p_event_id => test.get('event')::bigint, p_now => test.monday('1 hour')) ->> 'state',
  'done',
  'an event that failed can be replayed'
);
select is((select resolved_at from outlier.errors), test.monday('1 hour'), 'which resolves its error');
select test.writes(test.number(1), 'A stop for the bus, please', test.monday('7 minutes'));
select test.receive_user_action(
  test.incoming(test.number(2), 'Detroit', test.monday('8 minutes'), md5('d')::uuid), p_now => test.monday('8 minutes')
);
select test.receive_user_action(
  test.incoming(test.number(2), 'Detroit', test.monday('8 minutes'), md5('d')::uuid), p_now => test.monday('9 minutes')
);
create function pg_temp.digest() returns text language sql as $$
  select md5(concat_ws('|',
    (select jsonb_agg(to_jsonb(t) order by id) from outlier.twilio_messages as t),
    (select jsonb_agg(to_jsonb(t) order by id) from outlier.consent_events as t),
    (select jsonb_agg(to_jsonb(t) order by id) from outlier.conversations as t),
    (select jsonb_agg(to_jsonb(t) order by phone_number) from outlier.authors as t),
    (select jsonb_agg(to_jsonb(t) order by id) from outlier.requests as t),
    (select jsonb_agg(to_jsonb(t) order by id) from outlier.unsubscribed_messages as t),
    (select jsonb_agg(to_jsonb(t) order by id) from outlier.queued_messages as t),
    (select jsonb_agg(to_jsonb(t) order by id) from outlier.recipients as t),
    (select jsonb_agg(to_jsonb(t) order by id) from outlier.invoke_history as t),
    (select jsonb_agg(to_jsonb(t) order by id) from outlier.errors as t)))
$$;
create function pg_temp.replay_all() returns text[] language plpgsql as $$
declare
  v_last jsonb;
  v_states text[] := '{}';
begin
  loop
    v_last := api.replay_event(p_since => test.monday(), p_after => v_last);
    exit when v_last is null;
    v_states := v_states || (v_last ->> 'state');
  end loop;
  return v_states;
end;
$$;
select test.let('before', to_jsonb(pg_temp.digest()));
select is(
  pg_temp.replay_all(), array['done', 'done', 'done', 'repeat'], 'a day is replayed in the order in which it came'
);
select is(to_jsonb(pg_temp.digest()), test.get('before'), 'which changes nothing');
select pg_temp.replay_all();
select is(to_jsonb(pg_temp.digest()), test.get('before'), 'however often');
select is(api.replay_event(p_since => test.monday('1 day')), null, 'where nothing came since, nothing is replayed');
select throws_ok('select api.replay_event(p_event_id => -1)', 'OT009', null, 'an event that is not there is an error');
select throws_ok('select api.replay_event()', 'OT010', null, 'so is neither an event nor a time');
-- A replayed event that now fails.
alter table outlier.rules rename to elsewhere;
select is(
  api.replay_event(p_event_id => test.get('event')::bigint) ->> 'error',
  'relation "outlier.rules" does not exist',
  'a replay that fails says why'
);
select is((select count(*) from outlier.errors where resolved_at is null), 1::bigint, 'and is kept in errors');
select * from finish();
rollback;
