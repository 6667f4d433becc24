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
    -- If the lock is not free, another session is inserting and needs the job.
    or not pg_catalog.pg_try_advisory_xact_lock(outlier.send_job_lock(p_queue))
    -- Check again, now that no session inserts: this statement sees rows that were committed before the lock was
    -- taken.
    or outlier.has_queued_messages(p_queue)
  then
    return;
  end if;
  perform cron.unschedule(j.jobid) from cron.job as j where j.jobname = v_job;
end;
$$;
comment on function outlier.remove_send_job(text) is
  'Removes a queue''s send job if the queue is empty and no session is filling it.';
