-- A dead scheduler runs no job, so no job can notice it. The executor, outlier.problems and outlier check call this
-- instead. Jobs and their runs belong to the owner, and pg_cron shows them to no other role.
create or replace function outlier.scheduler_silent_since(p_now timestamptz default now())
returns timestamptz
language plpgsql
stable
security definer
set search_path = ''
-- Measured with 150,000 rows in pg_cron's record and no statistics of it yet: 10,001 rows are read, and 150,001 without
-- this setting.
set enable_seqscan = off
-- Views call this in sessions of administrators, where jit may be on. The planner adds a cost of 10,000,000,000 to a
-- scan that is switched off, so PostgreSQL would compile the plan, which takes seconds.
set jit = off
as $$
declare
  v_last timestamptz;
  v_is_busy boolean;
begin
  if pg_catalog.to_regclass('cron.job') is null then
    return null;
  end if;
  -- If all jobs that run every minute are switched off, an administrator wants the silence. outlier.job_status lists
  -- such jobs.
  if not exists (
    select
    from cron.job as j
    inner join outlier.wanted_jobs as w on w.job = j.jobname and w.schedule = '* * * * *'
    where j.username = current_user
      and j.active
      and j.schedule = w.schedule
  ) then
    return null;
  end if;
  -- Runs begin in the order of their ids, so the newest are enough. A run in progress also shows that the scheduler
  -- works.
  select
    pg_catalog.max(latest.start_time),
    pg_catalog.bool_or(
      latest.status not in ('succeeded', 'failed')
      and latest.job_pid in (select a.pid from pg_catalog.pg_stat_activity as a)
    )
  into v_last, v_is_busy
  from (
    select d.start_time, d.status, d.job_pid
    from cron.job_run_details as d
    where d.runid > (select pg_catalog.max(newest.runid) - 5000 from cron.job_run_details as newest)
      and d.jobid in (select j.jobid from cron.job as j where j.username = current_user)
    order by d.runid desc
    limit 100
  ) as latest;
  v_last := greatest(v_last, outlier.jobs_expected_since());
  return case when v_is_busy is not true and v_last <= p_now - interval '3 minutes' then v_last end;
end;
$$;
comment on function outlier.scheduler_silent_since(timestamptz) is
  'Returns the time since which pg_cron has run none of our jobs. Null if it ran one within the last three minutes, '
  'if none could have run yet, or if pg_cron is not in this database.';
grant execute on function outlier.scheduler_silent_since(timestamptz) to outlier_reader;
