-- The maintenance runs this every minute, so that a query about the jobs need not read a week of pg_cron's record. Jobs
-- and their runs belong to the owner, and pg_cron shows them to no other role.
create or replace function outlier.keep_job_runs()
returns void
language plpgsql
volatile
security definer
set search_path = ''
-- Without statistics of pg_cron's record, PostgreSQL would read all of it instead of finding the new runs by their key.
-- The test of this function counts the rows that are read.
set enable_seqscan = off
-- The planner adds a cost of 10,000,000,000 to a scan that is switched off. In a session with jit, PostgreSQL would
-- compile such a plan.
set jit = off
as $$
declare
  v_from bigint;
  v_newest bigint;
  v_to bigint;
begin
  if pg_catalog.to_regclass('cron.job') is null then
    return;
  end if;
  select s.kept_run_id into v_from from outlier.scheduler as s for no key update;
  v_newest := coalesce((select d.runid from cron.job_run_details as d order by d.runid desc limit 1), 0);
  if v_newest < v_from then
    -- The extension was created again, and its run ids start at one again.
    delete from outlier.job_runs;
    v_from := 0;
  end if;
  -- A run that has not ended is read again later. A run that is thousands of runs old and has not ended never will: its
  -- server crashed.
  v_to := greatest(
    v_newest - 10000,
    coalesce(
      (
        select d.runid - 1
        from cron.job_run_details as d
        where d.runid > v_from
          and d.status not in ('succeeded', 'failed')
        order by d.runid
        limit 1
      ),
      v_newest
    )
  );
  insert into outlier.job_runs (run_id, job_id, started_at, status, message)
  select latest.runid, latest.jobid, latest.start_time, latest.status, outlier.mask_error_message(latest.return_message)
  from (
    select
      d.runid, d.jobid, d.start_time, d.status, d.return_message,
      pg_catalog.row_number() over (partition by d.jobid order by d.runid desc) as place
    from cron.job_run_details as d
    where d.runid > v_from
      and d.runid <= v_to
      and d.status in ('succeeded', 'failed')
      and d.jobid in (select j.jobid from cron.job as j where j.username = current_user)
  ) as latest
  where latest.place <= 2
  on conflict (run_id) do nothing;
  delete from outlier.job_runs as kept
  where not exists (select from cron.job as j where j.jobid = kept.job_id)
    or (
      select pg_catalog.count(*)
      from outlier.job_runs as newer
      where newer.job_id = kept.job_id
        and newer.run_id > kept.run_id
    ) >= 2;
  update outlier.scheduler as s set kept_run_id = v_to where s.kept_run_id <> v_to;
end;
$$;
comment on function outlier.keep_job_runs() is
  'Copies the last two runs of each of our jobs from pg_cron''s record to outlier.job_runs. Reads only the runs since '
  'the last call.';
