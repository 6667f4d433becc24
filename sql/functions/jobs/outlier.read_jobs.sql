-- Jobs and their runs belong to the owner, and pg_cron shows them to nobody else.
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
-- Views call this in sessions of administrators. To the planner a scan that is switched off costs 10,000,000,000. With
-- jit, PostgreSQL would compile it: measured 3 seconds for a call that takes 0.1.
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
    -- The extension was made anew, and counts from one again: what was kept is about other runs.
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
      -- What keep_job_runs() has not seen. Where it does not run, some minutes must do.
      where d.runid > greatest(v_kept, v_newest - 2000)
        -- One that has only just begun says nothing yet.
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
  'Our jobs in pg_cron, how each ran last, and how many of its last two runs failed in a row; none where pg_cron is '
  'not in this database.';
grant execute on function outlier.read_jobs() to outlier_reader;
