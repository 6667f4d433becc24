-- outlier.scheduler_silent_since, outlier.jobs_expected_since, and everything that reports a scheduler that runs no
-- jobs
-- Shows: dead-scheduler, overdue
begin;
select plan(27);
delete from cron.job_run_details;
delete from cron.job;
select is(
  outlier.scheduler_silent_since(now() + interval '1 day'), null, 'where no job is scheduled, no scheduler is missed'
);
select outlier.schedule_jobs();
select is(
  outlier.jobs_expected_since(),
  greatest(pg_postmaster_start_time(), now()),
  'jobs can run once the server is up and they are set up'
);
select is(
  outlier.scheduler_silent_since(now() + interval '179 seconds'), null, 'three minutes after a migration are no silence'
);
select is(
  outlier.scheduler_silent_since(now() + interval '3 minutes'),
  now(),
  'a scheduler that never ran anything is dead then'
);
insert into cron.job_run_details (jobid, status, start_time, end_time)
select j.jobid, 'failed', now() + interval '5 minutes', now() + interval '5 minutes'
from cron.job as j
where j.jobname = 'maintain-queues';
select is(
  outlier.scheduler_silent_since(now() + interval '479 seconds'),
  null,
  'a run within the last three minutes is a sign of life, even one that failed'
);
select is(
  outlier.scheduler_silent_since(now() + interval '8 minutes'),
  now() + interval '5 minutes',
  'after three minutes of silence the last run is told'
);
insert into cron.job_run_details (jobid, status, start_time, end_time)
values (-1, 'succeeded', now() + interval '7 minutes', now() + interval '7 minutes');
select is(
  outlier.scheduler_silent_since(now() + interval '8 minutes'),
  now() + interval '5 minutes',
  'a run of somebody else''s job says nothing'
);
savepoint dead;
insert into cron.job_run_details (jobid, status, start_time, job_pid)
select j.jobid, 'running', now(), pg_backend_pid() from cron.job as j where j.jobname = 'retry-webhooks';
select is(
  outlier.scheduler_silent_since(now() + interval '8 minutes'), null, 'a run that still works is a sign of life'
);
update cron.job_run_details set job_pid = -1 where status = 'running';
select is(
  outlier.scheduler_silent_since(now() + interval '8 minutes'),
  now() + interval '5 minutes',
  'one whose process is gone is none'
);
rollback to savepoint dead;
update cron.job set active = false;
select is(
  outlier.scheduler_silent_since(now() + interval '8 minutes'),
  null,
  'jobs that somebody switched off are silent for that reason'
);
rollback to savepoint dead;

-- Readers use the server's clock, so the test changes when jobs are expected.
create or replace function outlier.jobs_expected_since() returns timestamptz language sql stable set search_path = ''
as $$ select timestamptz 'epoch' $$;
update cron.job_run_details set start_time = now() - interval '179 seconds' where jobid <> -1;
select is((select count(*) from outlier.problems where kind = 'scheduler_dead'), 0::bigint, 'a live one is no problem');
select is(
  (
    select array_agg(i ->> 'problem')
    from jsonb_array_elements(api.check_installation() -> 'items') as i
    where i ->> 'name' = 'scheduler'
  ),
  array[null],
  'for the check neither'
);
update cron.job_run_details set start_time = now() - interval '3 minutes' where jobid <> -1;
select is(
  (select message from outlier.problems where kind = 'scheduler_dead'),
  'pg_cron has run no job since ' || outlier.local_time(now() - interval '3 minutes')
    || ': no broadcast and no campaign starts',
  'a dead one is a problem'
);
select matches(
  (select hint from outlier.problems where kind = 'scheduler_dead'), '^Restart the database server', 'with the remedy'
);
select ok(api.read_readiness()::text ~ 'pg_cron has run no job since', 'it makes the installation not ready');
select ok(
  api.read_metrics() @? '$[*] ? (@.name == "outlier.problems" && @.tags.kind == "scheduler_dead")', 'it is a metric'
);
select ok(
  api.read_status() @? '$.problems[*] ? (@.kind == "scheduler_dead")', 'it is in the status'
);
select ok(
  api.check_installation()
    @? ('$.items[*] ? (@.name == "scheduler" && @.problem starts with "pg_cron has run no job"'
      || ' && @.remedy starts with "Restart")')::jsonpath,
  'and the check names it with the remedy'
);
insert into cron.job_run_details (jobid, status, start_time)
select j.jobid, 'succeeded', now() from cron.job as j where j.jobname = 'retry-webhooks';
select is((select count(*) from outlier.problems where kind = 'scheduler_dead'), 0::bigint, 'the next run ends it');

-- A batch that did not start in time is reported, whatever the cause.
select test.settings();
delete from outlier.broadcasts;
select test.broadcast(p_run_at => now() - interval '179 seconds');
insert into outlier.campaigns (title, first_message, run_at)
values ('Water', 'Is it clear?', now() - interval '179 seconds');
select is((select count(*) from outlier.problems where kind like '%overdue'), 0::bigint, 'a late minute is none');
update outlier.broadcasts set run_at = now() - interval '181 seconds';
select is(
  (select message from outlier.problems where kind = 'broadcast_overdue'),
  format(
    'broadcast %s was due at %s and has not started',
    test.upcoming(),
    outlier.local_time(now() - interval '181 seconds')
  ),
  'a broadcast that is more than three minutes late is a problem'
);
update outlier.campaigns set run_at = now() - interval '181 seconds';
select matches(
  (select message from outlier.problems where kind = 'campaign_overdue'),
  '^campaign [0-9]+ was due at .* and has not started$',
  'so is a campaign'
);
select ok(
  (select bool_and(hint ~ 'select outlier.check_and_') from outlier.problems where kind like '%overdue'),
  'each with the statement to run'
);
select is(
  (select array_agg(kind order by kind) from outlier.problems where occurred_at = now() - interval '181 seconds'),
  array['broadcast_overdue', 'campaign_overdue'],
  'each with the time since when'
);
update outlier.broadcasts set run_at = null, scheduled_after = now() - interval '8 days';
select is(
  (select count(*) from outlier.problems where kind = 'broadcast_overdue'),
  0::bigint,
  'without a schedule nothing is due'
);
select test.schedule('10:00', now() - interval '8 days');
select is(
  (select count(*) from outlier.problems where kind = 'broadcast_overdue'),
  1::bigint,
  'a slot of the weekly schedule that passed is a problem too'
);
select outlier.check_and_trigger_broadcast();
select is(
  (select count(*) from outlier.problems where kind = 'broadcast_overdue'),
  0::bigint,
  'one that was reported as missed is no longer overdue'
);
select * from finish();
rollback;
