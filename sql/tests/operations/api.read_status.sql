-- Shows: api.read_status
begin;
select plan(13);
create function pg_temp.status(
  p_now timestamptz default test.monday('1 second')
) returns jsonb language sql as $$ select api.read_status(p_now) $$;
select is(pg_temp.status() -> 'sending', '[]'::jsonb, 'at first nothing is being sent');
select test.sending(3, 'Did you get help?');
update outlier.quotas set max_concurrent = 2 where name = 'first_messages';
select test.let('claim', test.claim());
select is(
  pg_temp.status() #> '{queues,0}',
  '{"name": "first_messages", "due": 1, "dueLater": 0, "sending": 2, "unknown": 0, "nextDueAt": '
  '"2026-03-02T10:00:00-05:00"}',
  'a queue is told by what is in it, and times by the newsroom''s clock'
);
select is(
  (select q from jsonb_array_elements(pg_temp.status() -> 'quotas') as q where q ->> 'name' = 'first_messages'),
  '{"name": "first_messages", "underWay": 2, "atOnce": 2, "limits": [{"seconds": 60, "calls": 300, "used": 2}, '
  '{"seconds": 900, "calls": 900, "used": 2}], "heldUntil": null, "reason": null}',
  'a quota by what is used of it'
);
select is(
  (pg_temp.status() #> '{sending,0}') - 'name' - 'expectedEnd',
  '{"state": "sending", "people": 3, "sent": 0, "left": 3, "unknown": 0, "delivered": 0, "failed": 0}',
  'a broadcast by how far it is'
);
select is(pg_temp.status() #>> '{sending,0,name}', 'broadcast ' || test.latest(), 'under its id');
select isnt(pg_temp.status() #>> '{sending,0,expectedEnd}', null, 'with its end');
select test.record(test.get('claim'), test.monday(), '{"status": 201}');
select is((pg_temp.status() #>> '{sending,0,sent}')::integer, 2, 'what was sent is counted');
select is((pg_temp.status() #>> '{sending,0,left}')::integer, 3, 'follow-ups are still to go');
update outlier.quotas
set held_until = test.monday('1 minute'), hold_reason = '{"to": "+12005550101"}'
where name = 'general';
select is(
  (select q ->> 'reason' from jsonb_array_elements(pg_temp.status() -> 'quotas') as q where q ->> 'name' = 'general'),
  '{"to": "+…"}',
  'why a quota is held is told without the number in it'
);
select outlier.report_incident('example', 'nobody answers at (200) 555-0101', p_now => test.monday());
select is(
  (
    select p ->> 'message'
    from jsonb_array_elements(pg_temp.status() -> 'problems') as p
    where p ->> 'kind' = 'example'
  ),
  'nobody answers at +…',
  'and so are problems'
);
select ok(pg_temp.status()::text !~ '200.{0,3}555.{0,3}01', 'nobody''s number is in it');
select is(
  (select count(*) from jsonb_array_elements(pg_temp.status() -> 'jobs')),
  (select count(*) from outlier.job_status),
  'jobs are all there'
);
insert into outlier.campaigns (title, first_message, run_at) values ('Water', 'Is it clear?', test.monday('1 day'));
select ok(pg_temp.status() -> 'upcoming' @> '[{"runAt": "2026-03-03T10:00:00-05:00"}]', 'and what comes next');
select * from finish();
rollback;
