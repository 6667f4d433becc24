-- Incoming messages come first, because one of them may be an opt-out. Other events follow in the order in which they
-- arrived.
create or replace function outlier.retry_next_event(p_now timestamptz default now())
returns text
language plpgsql
volatile
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_stored outlier.invoke_history;
  v_error outlier.errors;
  v_tried record;
begin
  -- The event was stored but not processed, because the executor stopped in between.
  select h.* into v_stored
  from outlier.invoke_history as h
  where h.state = 'stored'
    and h.received_at < p_now - interval '30 seconds'
  order by h.received_at, h.id
  limit 1
  for update skip locked;
  if found then
    perform outlier.act_on_event(v_stored, outlier.parse_json(v_stored.body), false, p_now);
    return (
      select h.state
      from outlier.invoke_history as h
      where h.id = v_stored.id and h.received_at = v_stored.received_at
    );
  end if;

  select e.* into v_error
  from outlier.errors as e
  where e.resolved_at is null
    and e.next_attempt_at <= p_now
  order by e.rule_type in ('incoming_sms_message', 'incoming_twilio_message') desc nulls last, e.occurred_at, e.id
  limit 1
  for update skip locked;
  if not found then
    return null;
  end if;
  select t.* into v_tried
  from outlier.try_event(
    v_error.rule_type, outlier.parse_json(v_error.body), v_error.invoke_history_id,
    pg_catalog.sha256(pg_catalog.convert_to(v_error.body, 'UTF8')), v_error.occurred_at
  ) as t;
  if v_tried.state <> 'failed' then
    perform outlier.resolve_event(v_error.invoke_history_id, v_tried.state, p_now);
    return v_tried.state;
  end if;
  update outlier.errors as e
  set
    attempts = e.attempts + 1,
    sqlstate = v_tried.error_code,
    message = v_tried.error_message,
    next_attempt_at = case
      when e.attempts + 1 < (select s.event_attempts from outlier.settings as s)
        then p_now + outlier.retry_delay(e.attempts + 1)
    end
  where e.occurred_at = v_error.occurred_at
    and e.id = v_error.id;
  return 'failed';
end;
$$;
comment on function outlier.retry_next_event(timestamptz) is
  'Processes one webhook that was stored but not processed, or retries one that failed. Returns its new state: done, '
  'ignored, repeat or failed. Returns null if none is due. The delay grows with each attempt: see retry_delay(). '
  'After settings.event_attempts attempts Outlier stops retrying, and the event stays in outlier.errors.';
