-- pg_cron cannot have run anything before the server was up and the jobs were set up.
create or replace function outlier.jobs_expected_since()
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select greatest(pg_catalog.pg_postmaster_start_time(), (select s.jobs_set_up_at from outlier.scheduler as s));
$$;
comment on function outlier.jobs_expected_since() is
  'From when on the jobs of this installation could run: the start of the server, or the last call of schedule_jobs(), '
  'whichever came later.';
-- Views call it with their reader's rights.
grant execute on function outlier.jobs_expected_since() to outlier_reader;
