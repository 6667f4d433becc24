-- Called at the end of each migration. A job that exists is set to what it should be.
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
  perform cron.schedule('check-and-trigger-broadcast', '* * * * *', 'select outlier.check_and_trigger_broadcast()');
  perform cron.schedule('check-and-run-campaigns', '* * * * *', 'select outlier.check_and_run_campaigns()');
  perform cron.schedule('maintain-queues', '* * * * *', 'select outlier.maintain_queues()');
  perform cron.schedule('retry-webhooks', '* * * * *', 'select outlier.retry_events()');
  perform cron.schedule('maintain-partitions', '17 9 * * *', 'select outlier.maintain_partitions()');
  perform outlier.maintain_queues();
end;
$$;
comment on function outlier.schedule_jobs() is 'Schedules the jobs of this installation with pg_cron, where it is there.';
