-- Each migration calls this at its end. An existing job gets the schedule and command that it should have.
create or replace function outlier.schedule_jobs()
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform outlier.maintain_partitions();
  if pg_catalog.to_regclass('cron.job') is null then
    return;
  end if;
  -- From now on the jobs have some minutes before their silence counts as a problem.
  update outlier.scheduler set jobs_set_up_at = default;
  perform cron.schedule(w.job, w.schedule, w.command) from outlier.wanted_jobs as w order by w.job;
  perform outlier.maintain_queues();
end;
$$;
comment on function outlier.schedule_jobs() is
  'Schedules the jobs of this installation with pg_cron, if pg_cron is installed.';
