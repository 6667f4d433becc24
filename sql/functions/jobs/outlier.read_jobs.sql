-- Jobs and their runs belong to the owner, and pg_cron shows them to nobody else.
create or replace function outlier.read_jobs()
returns table (
  job text,
  schedule text,
  command text,
  active boolean,
  last_started_at timestamptz,
  last_status text,
  last_message text
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
    select j.jobname::text, j.schedule, j.command, j.active, latest.start_time, latest.status, latest.return_message
    from cron.job as j
    left join lateral (
      select d.start_time, d.status, d.return_message
      from cron.job_run_details as d
      where d.jobid = j.jobid
        -- One that has only just begun says nothing yet.
        and d.status in ('succeeded', 'failed')
      order by d.runid desc
      limit 1
    ) as latest on true
    where j.username = current_user;
end;
$$;
comment on function outlier.read_jobs() is 'Our jobs in pg_cron, and how each ran last; none where pg_cron is not in this database.';
grant execute on function outlier.read_jobs() to outlier_reader;
