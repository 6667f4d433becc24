-- pg_cron can run jobs only after the server has started and the jobs are set up.
create or replace function outlier.jobs_expected_since()
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select greatest(pg_catalog.pg_postmaster_start_time(), (select s.jobs_set_up_at from outlier.scheduler as s));
$$;
comment on function outlier.jobs_expected_since() is
  'Returns the time since which the jobs of this installation could run: the start of the server or the last call of '
  'schedule_jobs(), whichever is later.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.jobs_expected_since() to outlier_reader;
