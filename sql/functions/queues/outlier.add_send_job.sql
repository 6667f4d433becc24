-- A session that inserts messages holds the lock in share mode until it commits. remove_send_job() takes the lock
-- exclusively or leaves the job in place. So no session removes the job before it can see the new rows.
create or replace function outlier.add_send_job(p_queue text)
returns void
language plpgsql
volatile
-- A pg_cron job belongs to the role that schedules it. These jobs always belong to the owner.
security definer
set search_path = ''
as $$
declare
  v_job text := 'send-' || pg_catalog.replace(p_queue, '_', '-');
begin
  if pg_catalog.to_regclass('cron.job') is null then
    return;
  end if;
  perform pg_catalog.pg_advisory_xact_lock_shared(outlier.send_job_lock(p_queue));
  if not exists (select from cron.job as j where j.jobname = v_job) then
    perform cron.schedule(
      v_job,
      outlier.send_job_schedule((select e.extversion from pg_catalog.pg_extension as e where e.extname = 'pg_cron')),
      pg_catalog.format('select outlier.run_send_job(%L)', p_queue)
    );
  end if;
end;
$$;
comment on function outlier.add_send_job(text) is
  'Creates the pg_cron job that wakes the executors while a queue has messages. The job is the safety net for a lost '
  'notification.';
