create or replace function outlier.fail_twilio_request(p_request outlier.requests, p_error text, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_pass_id bigint := (p_request.payload ->> 'reconciliation')::bigint;
  v_later timestamptz;
begin
  select s.* into v_settings from outlier.settings as s;
  -- The wait doubles with each attempt, up to one hour.
  v_later := p_now + least(
    v_settings.refusal_wait * pg_catalog.power(2, least(p_request.failures, 6)), interval '1 hour'
  );
  if p_request.last_status in (400, 404) then
    -- Twilio no longer knows the page, so the next attempt starts from the first one. Recording the same messages again
    -- changes nothing.
    update outlier.requests as r set payload = r.payload - 'page' where r.id = p_request.id;
  end if;
  if p_request.kind = 'find_message' then
    -- The message is not sent again until its outcome is known. So Outlier retries this request as long as the message
    -- is unknown.
    perform outlier.requeue_request(p_request.id, v_later, p_request.last_status, p_error);
    return;
  end if;

  perform from outlier.reconciliations as r where r.id = v_pass_id for update;
  if p_request.kind in ('read_message', 'read_person') then
    if p_request.last_status is distinct from 404 and p_request.failures + 1 < v_settings.max_failures then
      perform outlier.requeue_request(p_request.id, v_later, p_request.last_status, p_error);
      return;
    end if;
    perform outlier.mark_messages_checked(p_request, p_now);
    delete from outlier.requests as r where r.id = p_request.id;
    perform outlier.finish_reconciliation(v_pass_id, p_now);
    return;
  end if;

  if p_error <> 'not configured' and p_request.failures + 1 < 10 then
    update outlier.reconciliations as r
    set
      error = pg_catalog.left(p_error, 500),
      updated_at = p_now,
      next_page = case when p_request.last_status in (400, 404) then null else r.next_page end
    where r.id = v_pass_id;
    perform outlier.requeue_request(p_request.id, v_later, p_request.last_status, p_error);
    return;
  end if;
  update outlier.reconciliations as r
  set state = 'failed', error = pg_catalog.left(p_error, 500), finished_at = p_now, updated_at = p_now
  where r.id = v_pass_id
    and r.state = 'running';
  delete from outlier.requests as r where r.id = p_request.id;
  perform outlier.report_incident(
    'reconciliation_failed',
    case
      when p_error = 'not configured' then 'Outlier cannot read delivery statuses from Twilio: Twilio is not configured'
      else pg_catalog.format('Twilio''s log could not be read: %s', coalesce(p_request.last_status::text, p_error))
    end,
    'Check Twilio__AccountSid and Twilio__AuthToken of the executor''s configuration, then: select '
    'outlier.reconcile();',
    p_now => p_now
  );
end;
$$;
comment on function outlier.fail_twilio_request(outlier.requests, text, timestamptz) is
  'Handles a failed request to Twilio: retries it with growing waits. Stops reading single messages after '
  'settings.max_failures attempts or a 404. Stops a reconciliation after 10 attempts, or if Twilio is not configured, '
  'and opens an incident.';
