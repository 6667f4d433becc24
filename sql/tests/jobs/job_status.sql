-- outlier.wanted_jobs, outlier.read_jobs, outlier.job_status, outlier.delete_job_runs
-- Shows: job-forget-job-runs, api.read_readiness, not-run-yet
begin;
select plan(14);
delete from cron.job;
select is(
  (select array_agg(distinct problem) from outlier.job_status),
  array['it is not scheduled'],
  'a job that is not there is told'
);
select outlier.schedule_jobs();
select set_eq(
  'select job from outlier.job_status', 'select job from outlier.wanted_jobs', 'each wanted job is one row'
);
select is(
  (select count(*) from outlier.job_status where problem is not null),
  0::bigint,
  'directly after a migration a job that has not run yet is no problem'
);
create or replace function outlier.jobs_expected_since() returns timestamptz language sql stable set search_path = ''
as $$ select now() - interval '301 seconds' $$;
select is(
  (select problem from outlier.job_status where job = 'maintain-queues'),
  'it has not run yet',
  'one that never ran is told'
);
insert into cron.job_run_details (jobid, status, start_time, end_time)
select j.jobid, 'succeeded', now(), now() from cron.job as j;
select is(
  (select count(*) from outlier.job_status where problem is not null), 0::bigint, 'one that ran well has no problem'
);
insert into cron.job_run_details (jobid, status, return_message, start_time, end_time)
select j.jobid, 'failed', 'no such table', now(), now() from cron.job as j where j.jobname = 'maintain-queues';
select is(
  (select count(*) from outlier.problems where kind = 'job_failed'),
  0::bigint,
  'a job that failed once may go well the next time'
);
insert into cron.job_run_details (jobid, status, return_message, start_time, end_time)
select j.jobid, 'failed', 'no such table', now(), now() from cron.job as j where j.jobname = 'maintain-queues';
select is(
  (select message from outlier.problems where kind = 'job_failed'),
  'the job maintain-queues failed twice in a row: no such table',
  'one that failed twice in a row is among the problems'
);
select is(
  api.read_readiness(),
  '["the job maintain-queues failed twice in a row: no such table"]',
  'and makes the installation not ready'
);
select ok(
  api.read_metrics() @? '$[*] ? (@.name == "outlier.problems" && @.tags.kind == "job_failed")', 'and is a metric'
);
insert into cron.job_run_details (jobid, status, start_time)
select j.jobid, 'running', now() from cron.job as j where j.jobname = 'maintain-queues';
select is(
  (select problem from outlier.job_status where job = 'maintain-queues'),
  'it failed: no such table',
  'the last run that ended counts'
);
select is(
  (select problem from outlier.job_status where job = 'check-and-run-campaigns'),
  null,
  'and says nothing of another job');
insert into cron.job_run_details (jobid, status, start_time, end_time)
select 1, 'succeeded', now() - interval '8 days', now() - interval '8 days' from generate_series(1, 3);
select is(outlier.delete_job_runs(), 3, 'runs of more than seven days ago are forgotten');
select is(outlier.delete_job_runs(), 0, 'and no others');
select ok((select count(*) from outlier.read_jobs()) > 0, 'the owner''s jobs are read');
select * from finish();
rollback;
