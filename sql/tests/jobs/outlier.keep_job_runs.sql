-- outlier.keep_job_runs, outlier.read_jobs: the state of the jobs, without reading a week of pg_cron's records
-- Shows: job-status-cost
begin;
select plan(14);
create function pg_temp.job(p_name text) returns bigint language sql
as $$ select j.jobid from cron.job as j where j.jobname = p_name $$;
-- The number of rows of pg_cron's records that this transaction has read.
create function pg_temp.rows_read() returns bigint language sql
as $$
  select pg_stat_get_xact_tuples_returned('cron.job_run_details'::regclass)
    + pg_stat_get_xact_tuples_fetched('cron.job_run_details'::regclass)
$$;
delete from cron.job_run_details;
delete from cron.job;
select outlier.schedule_jobs();
select cron.schedule('send-first-messages', '2 seconds', 'select 1');
insert into cron.job_run_details (jobid, status, return_message, start_time, end_time) values
  (pg_temp.job('daily-reconciliation'), 'succeeded', '1 row', now() - interval '9 days', now() - interval '9 days'),
  (pg_temp.job('daily-reconciliation'), 'failed', 'no', now() - interval '8 days', now() - interval '8 days'),
  (pg_temp.job('daily-reconciliation'), 'failed', 'not yet', now() - interval '7 days', now() - interval '7 days');
insert into cron.job_run_details (jobid, status, return_message, start_time, end_time)
select
  pg_temp.job('send-first-messages'), 'succeeded', '1 row', now() - interval '7 days' + interval '1 second' * n,
  now() - interval '7 days' + interval '1 second' * n
from generate_series(1, 600000) as n;
select outlier.keep_job_runs();

-- A week of records of a job that runs every second or two.
select test.let('before', to_jsonb(pg_temp.rows_read()));
select is(
  (
    select array[last_message, failed_in_a_row::text]
    from outlier.job_status
    where job = 'daily-reconciliation'
  ),
  array['not yet', '2'],
  'how a daily job ran last is known behind 600,000 later runs'
);
select is(
  (select last_started_at from outlier.job_status where job = 'send-first-messages'),
  now() - interval '7 days' + interval '600000 seconds',
  'and how the latest of all ran'
);
select ok(pg_temp.rows_read() - test.get('before')::bigint < 100, 'without reading what came before');
select ok(
  (select count(*) <= 2 * count(distinct job_id) from outlier.job_runs), 'two runs of each job are kept'
);
insert into cron.job_run_details (jobid, status, return_message, start_time, end_time) values
  (pg_temp.job('daily-reconciliation'), 'succeeded', 'well', now(), now());
select is(
  (select array[last_message, failed_in_a_row::text] from outlier.job_status where job = 'daily-reconciliation'),
  array['well', '0'],
  'a run that is not kept yet counts at once'
);
select test.let('before', to_jsonb(pg_temp.rows_read()));
select outlier.keep_job_runs();
select ok(pg_temp.rows_read() - test.get('before')::bigint < 100, 'keeping it reads no more than what is new');

-- A run that has not ended.
insert into cron.job_run_details (jobid, status, start_time)
values (pg_temp.job('daily-reconciliation'), 'running', now());
insert into cron.job_run_details (jobid, status, return_message, start_time, end_time)
values (pg_temp.job('retry-webhooks'), 'failed', 'later', now(), now());
select outlier.keep_job_runs();
update cron.job_run_details set status = 'failed', return_message = 'in the end' where status = 'running';
select outlier.keep_job_runs();
select is(
  (select array[last_message, failed_in_a_row::text] from outlier.job_status where job = 'daily-reconciliation'),
  array['in the end', '1'],
  'a run that ends late is kept when it has ended'
);
select is(
  (select last_message from outlier.job_status where job = 'retry-webhooks'),
  'later',
  'and those that came after it too'
);

-- The maintenance has not run for days.
insert into cron.job_run_details (jobid, status, return_message, start_time, end_time)
select pg_temp.job('send-first-messages'), 'succeeded', '1 row', now(), now() from generate_series(1, 20000);
select test.let('before', to_jsonb(pg_temp.rows_read()));
select is(
  (select last_message from outlier.job_status where job = 'daily-reconciliation'),
  'in the end',
  'what was kept is still known'
);
select ok(pg_temp.rows_read() - test.get('before')::bigint < 2100, 'and the reading has an end');

-- The runs of a removed job are deleted with it. The two send jobs are created again each time.
select cron.unschedule('send-first-messages');
select outlier.run_maintenance_step('job_runs', now());
select is(
  (select count(*) from outlier.job_runs where job_id not in (select jobid from cron.job)),
  0::bigint,
  'runs of a job that is gone are not kept'
);

-- If the extension is dropped and created again, its run ids restart at one.
update outlier.scheduler set kept_run_id = 10000000;
select is(
  (select last_message from outlier.job_status where job = 'daily-reconciliation'),
  null,
  'what was kept of another record does not count'
);
select outlier.keep_job_runs();
select ok((select kept_run_id < 10000000 from outlier.scheduler), 'and is thrown away');
select is(
  (select last_message from outlier.job_status where job = 'daily-reconciliation'),
  'in the end',
  'then the record is read anew'
);
select * from finish();
rollback;
