-- A job that runs every two seconds adds about forty thousand rows a day.
create or replace function outlier.delete_job_runs(p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_forgotten integer := 0;
begin
  if pg_catalog.to_regclass('cron.job_run_details') is not null then
    delete from cron.job_run_details as d where d.username = current_user and d.end_time < p_now - interval '7 days';
    get diagnostics v_forgotten = row_count;
  end if;
  return v_forgotten;
end;
$$;
comment on function outlier.delete_job_runs(timestamptz) is
  'Deletes pg_cron''s records of our jobs'' runs that are more than seven days old. Returns their number.';
