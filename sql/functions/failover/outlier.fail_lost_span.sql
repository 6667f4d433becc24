create or replace function outlier.fail_lost_span(p_request outlier.requests, p_error text, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_failover outlier.failovers;
begin
  update outlier.failovers as f
  set error = pg_catalog.left(coalesce(p_request.last_status || ' ', '') || p_error, 500)
  where f.id = (p_request.payload ->> 'failover')::bigint
    and f.state <> 'done'
  returning f.* into v_failover;
  if not found then
    delete from outlier.requests as r where r.id = p_request.id;
    return;
  end if;
  if p_error = 'not configured' and v_failover.state = 'reading' and v_failover.is_synchronous then
    delete from outlier.requests as r where r.id = p_request.id;
    perform outlier.end_failover(v_failover, p_now);
    return;
  end if;
  -- Twilio no longer knows the page, so the reading restarts at the first page. Texts that were already processed are
  -- known to the database.
  if p_request.last_status in (400, 404) then
    update outlier.requests as r set payload = r.payload - 'page' where r.id = p_request.id;
  end if;
  -- All sending waits for this.
  perform outlier.requeue_request(
    p_request.id,
    p_now + least(interval '1 second' * pg_catalog.power(2, least(p_request.failures, 6)), interval '1 minute'),
    p_request.last_status,
    p_error
  );
end;
$$;
comment on function outlier.fail_lost_span(outlier.requests, text, timestamptz) is
  'Handles a failure to read Twilio''s log for the span of a failover. Retries within a minute, until Twilio answers '
  'or an administrator resumes sending with go_on_after_failover(). If Twilio is not configured and commits waited '
  'for a synchronous standby, ends the failover, and sending resumes at once.';
