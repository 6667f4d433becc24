-- Jobs and their runs belong to the owner, and pg_cron shows them to no other role.
create or replace function outlier.read_jobs()
returns table (
  job text,
  schedule text,
  command text,
  active boolean,
  last_started_at timestamptz,
  last_status text,
  last_message text,
  failed_in_a_row integer
)
language plpgsql
stable
security definer
set search_path = ''
-- Without statistics of pg_cron's record, PostgreSQL may read all of it instead of a few rows by their key. The test of
-- keep_job_runs counts the rows that are read.
set enable_seqscan = off
-- Views call this in sessions of administrators. The planner adds a cost of 10,000,000,000 to a scan that is switched
-- off. With jit, PostgreSQL would compile such a plan: measured 3 seconds for a call that takes 0.1.
set jit = off
as $$
declare
  v_kept bigint := (select s.kept_run_id from outlier.scheduler as s);
  v_newest bigint;
begin
  if pg_catalog.to_regclass('cron.job_run_details') is null then
    return;
  end if;
  v_newest := coalesce((select d.runid from cron.job_run_details as d order by d.runid desc limit 1), 0);
  if v_newest < v_kept then
    -- The extension was created again, and its run ids start at one again. The copied rows are about other runs.
    v_kept := null;
  end if;
  return query
    with ended as (
      select k.run_id, k.job_id, k.started_at, k.status, k.message
      from outlier.job_runs as k
      where v_kept is not null
      union all
      select d.runid, d.jobid, d.start_time, d.status, d.return_message
      from cron.job_run_details as d
      -- keep_job_runs() has not copied these runs yet. If it does not run, the last 2000 runs must be enough.
      where d.runid > greatest(v_kept, v_newest - 2000)
        -- A run that has not ended has no result yet.
        and d.status in ('succeeded', 'failed')
    ),
    latest as (
      select
        e.job_id, e.started_at, e.status, e.message,
        pg_catalog.row_number() over (partition by e.job_id order by e.run_id desc) as place
      from ended as e
    )
    select
      j.jobname::text,
      j.schedule,
      j.command,
      j.active,
      last_run.started_at,
      last_run.status,
      last_run.message,
      case
        when last_run.status = 'failed' then 1 + case when before_it.status = 'failed' then 1 else 0 end
        else 0
      end
    from cron.job as j
    left join latest as last_run on last_run.job_id = j.jobid and last_run.place = 1
    left join latest as before_it on before_it.job_id = j.jobid and before_it.place = 2
    where j.username = current_user;
end;
$$;
comment on function outlier.read_jobs() is
  'Returns our jobs in pg_cron, the last run of each, and how many of its last two runs failed in a row. No rows if '
  'pg_cron is not in this database.';
grant execute on function outlier.read_jobs() to outlier_reader;
