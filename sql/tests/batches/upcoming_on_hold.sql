-- The upcoming broadcast can be paused and resumed. Both take effect at the present moment.
-- Shows: function-pause_batch, function-resume_batch
begin;
select plan(24);
select test.settings();
select test.authors(5);
select test.schedule();
select test.let('id', to_jsonb(test.broadcast(5, p_scheduled_after => now())));
select test.share(test.get('id')::bigint, test.segment());
create function pg_temp.run_at() returns timestamptz language sql as $$
  select outlier.broadcast_run_at(b) from outlier.broadcasts as b where b.id = test.get('id')::bigint
$$;
create function pg_temp.shown() returns jsonb language sql as $$
  select api.broadcast_sidebar() -> 'upcoming'
$$;
select test.let('slot', pg_temp.shown() -> 'runAt');
select is(pg_temp.shown() -> 'pausedAt', 'null', 'it is not paused');
update outlier.settings set approval_threshold = 1;
select is(
  api.step_batch('broadcast', test.get('id')::bigint, 'pause') -> 'pausedAt',
  to_jsonb(floor(extract(epoch from now()))::bigint),
  'the upcoming broadcast is paused'
);
select is(pg_temp.run_at(), null, 'it has no time then');
select is(pg_temp.shown() -> 'runAt', test.get('slot'), 'the time that it would have is still shown');
select is(pg_temp.shown() ->> 'pausedAt' is null, false, 'with the moment since which it is paused');
select is(api.today() #> '{next,0,runAt}', 'null', 'what comes next has no time');
select is(api.today() #>> '{next,0,pausedAt}' is null, false, 'and says that it is paused');
select is_empty(
  $$select from outlier.problems where kind = 'no_schedule'$$, 'nobody is told that a schedule is missing'
);
select throws_ok(
  $$select outlier.pause_batch(test.get('id')::bigint)$$, 'OT005', null, 'it is paused once'
);
select throws_ok('select outlier.send_now(now())', 'OT007', null, 'it cannot be sent by hand');
select is(
  outlier.check_and_trigger_broadcast(now() + interval '1 day 1 minute') like 'Broadcast % has no run_at%', true,
  'the scheduler does not start it'
);
select is_empty(
  $$select from outlier.incidents where kind = 'broadcast_missed'$$, 'a slot that passes is not reported as missed'
);
-- A form sends back the time that it shows.
select throws_ok(
  format(
    $$select api.change_broadcast('{"id": %s, "firstMessage": "What do you need to know?", "runAt": %s}')$$,
    test.get('id'), test.get('slot')
  ),
  'OT010', null, 'the time that is shown pins it to nothing'
);
select is(
  api.change_broadcast(jsonb_build_object('id', test.get('id'), 'firstMessage', 'Changed')) ->> 'firstMessage',
  'Changed', 'its text can be changed meanwhile'
);
select test.let('digest', to_jsonb(outlier.batch_digest(b)))
from outlier.batches as b
where b.id = test.get('id')::bigint;
select is(
  api.step_batch('broadcast', test.get('id')::bigint, 'resume') -> 'pausedAt', 'null', 'it is resumed'
);
select is(
  pg_temp.shown() -> 'runAt', test.get('slot'), 'with the slot that it had, which has not passed'
);
select is(
  (select to_jsonb(outlier.batch_digest(b)) from outlier.batches as b where b.id = test.get('id')::bigint),
  test.get('digest'), 'no approval is lost by that'
);
select throws_ok(
  $$select outlier.resume_batch(test.get('id')::bigint)$$, 'OT005', null, 'it is resumed once'
);

-- A broadcast with a run_at that passes during the pause.
update outlier.broadcasts set run_at = now() + interval '3 hours' where id = test.get('id')::bigint;
select outlier.pause_batch(test.get('id')::bigint), outlier.resume_batch(test.get('id')::bigint);
select is(pg_temp.run_at(), now() + interval '3 hours', 'a time of its own that lies ahead stays');
update outlier.broadcasts
set run_at = now() - interval '1 minute', scheduled_after = now() - interval '2 days'
where id = test.get('id')::bigint;
select outlier.pause_batch(test.get('id')::bigint);
select lives_ok(
  format($$select api.change_broadcast('{"id": %s, "noRecipients": 4}')$$, test.get('id')), 'its size can be changed'
);
select outlier.resume_batch(test.get('id')::bigint);
select is(
  (select run_at from outlier.broadcasts where id = test.get('id')::bigint), null, 'one that has passed does not'
);
select cmp_ok(pg_temp.run_at(), '>', now(), 'its next slot lies ahead: what passed meanwhile is not made up for');
select is(
  (
    select array_agg(l.action order by l.id) from outlier.audit_log as l where l.after ? 'held_at' or l.before ? 'held_at'
  ),
  array['changed', 'changed', 'changed', 'changed', 'changed', 'changed'], 'each step is on record'
);
select test.let('campaign', api.create_campaign(
  test.request(jsonb_build_object('runAt', extract(epoch from now() + interval '1 hour')::bigint)), array[1],
  array['2005550100'], array['2005550100']
) -> 'id');
select throws_ok(
  $$update outlier.batches set held_at = now() where id = test.get('campaign')::bigint$$, '23514', null,
  'a campaign is not paused before it runs'
);
select * from finish();
rollback;
