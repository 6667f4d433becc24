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
  perform cron.schedule('daily-reconciliation', '0 20 * * *', 'select outlier.reconcile()');
  perform cron.schedule('daily-failed-deliveries-setup', '0 22 * * *', 'select outlier.handle_failed_deliveries()');
  perform cron.schedule('daily-archive-double-failures-setup', '0 23 * * *', 'select outlier.archive_double_failures()');
  perform outlier.maintain_queues();
end;
$$;
comment on function outlier.schedule_jobs() is 'Schedules the jobs of this installation with pg_cron, where it is there.';
