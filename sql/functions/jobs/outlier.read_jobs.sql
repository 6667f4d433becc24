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
as $$
begin
  if pg_catalog.to_regclass('cron.job_run_details') is null then
    return;
  end if;
  return query
    select
      j.jobname::text,
      j.schedule,
      j.command,
      j.active,
      latest.started_at,
      latest.status,
      latest.message,
      latest.failed_in_a_row
    from cron.job as j
    cross join lateral (
      select
        (pg_catalog.array_agg(run.start_time order by run.runid desc))[1] as started_at,
        (pg_catalog.array_agg(run.status order by run.runid desc))[1] as status,
        (pg_catalog.array_agg(run.return_message order by run.runid desc))[1] as message,
        case
          when (pg_catalog.array_agg(run.status order by run.runid desc))[1] <> 'failed' then 0
          else pg_catalog.count(*) filter (where run.status = 'failed')
        end::integer as failed_in_a_row
      from (
        select d.runid, d.start_time, d.status, d.return_message
        from cron.job_run_details as d
        where d.jobid = j.jobid
          -- One that has only just begun says nothing yet.
          and d.status in ('succeeded', 'failed')
        order by d.runid desc
        limit 2
      ) as run
    ) as latest
    where j.username = current_user;
end;
$$;
comment on function outlier.read_jobs() is
  'Our jobs in pg_cron, how each ran last, and how many of its last two runs failed in a row; none where pg_cron is '
  'not in this database.';
grant execute on function outlier.read_jobs() to outlier_reader;
