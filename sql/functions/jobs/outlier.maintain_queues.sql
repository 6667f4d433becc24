-- Run by pg_cron every minute: mends what a crash may have left behind.
create or replace function outlier.maintain_queues(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_is_second boolean;
begin
  -- First, because it locks the broadcasts and campaigns: nobody waits for those while holding the lock of a send job.
  perform outlier.finish_if_through(
    array(select b.id from outlier.broadcasts as b where b.state = 'sending'),
    array(select c.id from outlier.campaigns as c where c.state = 'sending'),
    p_now
  );
  perform outlier.fold_tallies();
  -- Somebody removed the request by hand: it is made again.
  update outlier.queued_messages as q
  set state = 'waiting'
  where q.state = 'checking'
    and not exists (select from outlier.requests as r where r.subject = 'message:' || q.id);
  foreach v_is_second in array array[false, true] loop
    perform outlier.expire_leases(v_is_second, p_now);
    if outlier.queue_holds_something(outlier.queue_of(v_is_second)) then
      perform outlier.add_send_job(outlier.queue_of(v_is_second));
      perform outlier.wake_executor(outlier.queue_of(v_is_second));
    else
      perform outlier.remove_send_job(outlier.queue_of(v_is_second));
    end if;
  end loop;
  perform outlier.mend_twilio_requests(p_now);
  if exists (select from outlier.requests) or exists (select from outlier.message_reads) then
    perform outlier.wake_executor('requests');
  end if;
end;
$$;
comment on function outlier.maintain_queues(timestamptz) is 'Expires leases, sets up send jobs that are missing and takes down those that are not needed, and marks what is through as done.';
