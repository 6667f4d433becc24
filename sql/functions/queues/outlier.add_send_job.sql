-- Who inserts holds the lock in share until commit; remove_send_job takes it alone or leaves the job where it is. So no
-- job is taken down by somebody who cannot see the rows yet.
create or replace function outlier.add_send_job(p_queue text)
returns void
language plpgsql
volatile
-- Jobs belong to whoever schedules them; these are always the owner's.
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
      pg_catalog.format('select outlier.wake_executor(%L)', p_queue)
    );
  end if;
end;
$$;
comment on function outlier.add_send_job(text) is
  'Sets up the job that rings for a queue while it holds something: the safety net for a notification that nobody '
  'heard.';
