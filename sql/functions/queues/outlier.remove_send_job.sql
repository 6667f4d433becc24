create or replace function outlier.remove_send_job(p_queue text)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_job text := 'send-' || pg_catalog.replace(p_queue, '_', '-');
begin
  if pg_catalog.to_regclass('cron.job') is null
    or outlier.has_queued_messages(p_queue)
    -- Not to be had: somebody is inserting, and needs the job.
    or not pg_catalog.pg_try_advisory_xact_lock(outlier.send_job_lock(p_queue))
    -- Again, now that nobody inserts: this statement sees what was committed while the lock was not ours.
    or outlier.has_queued_messages(p_queue)
  then
    return;
  end if;
  perform cron.unschedule(j.jobid) from cron.job as j where j.jobname = v_job;
end;
$$;
comment on function outlier.remove_send_job(text) is
  'Takes a queue''s send job down if the queue is empty and nobody is filling it.';
