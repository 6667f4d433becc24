create or replace view outlier.wanted_jobs as
select w.job, w.schedule, w.command
from (
  values
    ('check-and-trigger-broadcast', '* * * * *', 'select outlier.check_and_trigger_broadcast()'),
    ('check-and-run-campaigns', '* * * * *', 'call outlier.check_and_run_campaigns_separately()'),
    ('maintain-queues', '* * * * *', 'call outlier.run_maintenance()'),
    ('retry-webhooks', '* * * * *', 'call outlier.run_event_retries()'),
    ('daily-reconciliation', '0 20 * * *', 'select outlier.reconcile()'),
    ('daily-failed-deliveries-setup', '0 22 * * *', 'select outlier.handle_failed_deliveries()'),
    ('daily-archive-double-failures-setup', '0 23 * * *', 'select outlier.archive_double_failures()'),
    ('maintain-partitions', '17 9 * * *', 'select outlier.maintain_partitions()'),
    ('forget-job-runs', '40 4 * * *', 'select outlier.delete_job_runs()')
) as w (job, schedule, command);
comment on view outlier.wanted_jobs is
  'The jobs that an installation always has. schedule_jobs() sets them up. The two send jobs are not listed: they '
  'exist only while their queues have rows.';
