create or replace view outlier.job_status as
select
  coalesce(w.job, j.job) as job,
  coalesce(j.schedule, w.schedule) as schedule,
  j.active,
  j.last_started_at,
  j.last_status,
  j.last_message,
  case
    when pg_catalog.to_regclass('cron.job') is null then 'pg_cron is not in this database'
    when j.job is null then 'it is not scheduled'
    when j.command <> w.command or j.schedule <> w.schedule then
      pg_catalog.format('it is scheduled as %s: %s, and should be %s: %s', j.schedule, j.command, w.schedule, w.command)
    when not j.active then 'it is switched off'
    when j.last_status = 'failed' then 'it failed: ' || coalesce(j.last_message, 'without a message')
    when w.schedule = '* * * * *'
      and greatest(j.last_started_at, outlier.jobs_expected_since()) < now() - interval '5 minutes' then
      case
        when j.last_started_at is null then 'it has not run yet'
        else 'it has not run since ' || outlier.local_time(j.last_started_at)
      end
  end as problem,
  coalesce(j.failed_in_a_row, 0) as failed_in_a_row
from outlier.wanted_jobs as w
full join outlier.read_jobs() as j on j.job = w.job;
comment on view outlier.job_status is
  'The jobs of this installation: last run, result, and problem (null if there is none).';
