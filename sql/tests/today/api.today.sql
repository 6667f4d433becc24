-- The data of the first page.
-- Shows: GET-/today, POST-/sending/stop, POST-/sending/resume, api.switch_sending, api.today
begin;
select plan(19);
select test.settings();
create function pg_temp.today(variadic p_path text[] default '{}') returns jsonb language sql as $$
  select api.today(test.monday('2 minutes')) #> p_path
$$;
select is(pg_temp.today('sending'), '[]', 'nothing is being sent');
select is(pg_temp.today('next'), '[]', 'nothing comes next');
select is(pg_temp.today('reviews'), '{"open": 0, "dueAt": null}', 'nothing is to be decided');
select is(pg_temp.today('isStopped'), 'false', 'nothing is stopped');
select test.let('batch', to_jsonb(test.sending(4)));
select test.schedule();
select test.record(test.claim(test.monday('1 minute'), 3), test.monday('1 minute'));
select is(pg_temp.today('sending', '0', 'id'), test.get('batch'), 'what is being sent');
select is(pg_temp.today('sending', '0', 'progress', 'sent'), '3', 'with how far it is');
select is(pg_temp.today('sending', '0', 'perMinute'), '0.6', 'how many messages go out in a minute');
select is(
  pg_temp.today('sending', '0', 'progress', 'expectedEnd'), pg_temp.today('sending', '0', 'forecast', 'end'),
  'and when it will be through'
);
select ok(
  (pg_temp.today('sending', '0', 'forecast', 'end'))::bigint >= extract(epoch from test.monday('2 minutes')),
  'which is not in the past'
);
select is(pg_temp.today('next', '0', 'kind'), '"broadcast"', 'the next broadcast');
select is(
  pg_temp.today('next', '0', 'runAt'), to_jsonb(extract(epoch from test.monday('1 day'))::bigint), 'with its time'
);
insert into outlier.campaigns (title, first_message, run_at) values ('Soon', 'Hi', test.monday('3 hours'));
select is(pg_temp.today('next', '0', 'title'), '"Soon"', 'a campaign that comes sooner stands before it');
select outlier.open_review(
  test.number(0), null, null, 'Wrong number', 'wrong number', test.monday(), test.monday()
);
select is(pg_temp.today('reviews', 'open'), '1', 'how many reviews wait');
select outlier.report_incident('broadcast_missed', 'a slot was missed', 'Send it now.');
select is(
  (
    select p ->> 'hint' from jsonb_array_elements(pg_temp.today('problems')) as p
    where p ->> 'kind' = 'broadcast_missed'
  ),
  'Send it now.', 'problems are told with what to do'
);

-- Stopping and resuming all sending.
select set_config('outlier.actor', 'token Avery', true);
select set_config('outlier.role', 'editor', true);
select is(api.switch_sending('stop'), '{"isStopped": true}', 'an editor stops everything');
select is(
  (select array_agg(actor || ' ' || (after ->> 'sending_stopped')) from outlier.audit_log where kind = 'settings'
    and after ? 'sending_stopped'),
  array['token Avery true'], 'which is on record'
);
select throws_ok($$select api.switch_sending('resume')$$, 'OT013', null, 'but does not go on');
select set_config('outlier.role', 'sender', true);
select is(api.switch_sending('resume'), '{"isStopped": false}', 'a sender goes on');
select throws_ok($$select api.switch_sending('x')$$, 'OT010', null, 'there is no other step');
select * from finish();
rollback;
