-- Called at the end of each migration. A job that exists is set to what it should be.
create or replace function outlier.schedule_jobs()
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if pg_catalog.to_regclass('cron.job') is null then
    return;
  end if;
  perform cron.schedule('check-and-trigger-broadcast', '* * * * *', 'select outlier.check_and_trigger_broadcast()');
  perform cron.schedule('check-and-run-campaigns', '* * * * *', 'select outlier.check_and_run_campaigns()');
  perform cron.schedule('maintain-queues', '* * * * *', 'select outlier.maintain_queues()');
  perform outlier.maintain_queues();
end;
$$;
comment on function outlier.schedule_jobs() is 'Schedules the jobs of this installation with pg_cron, where it is there.';
