create or replace function outlier.act_on_event(
  p_stored outlier.invoke_history,
  p_event jsonb,
  p_refresh_lookup boolean,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_tried record;
begin
  select t.* into v_tried
  from outlier.try_event(p_stored.rule_type, p_event, p_stored.id, p_stored.digest, p_stored.received_at) as t;
  update outlier.invoke_history as h
  set state = v_tried.state
  where h.id = p_stored.id
    and h.received_at = p_stored.received_at;
  if v_tried.state = 'failed' then
    insert into outlier.errors (occurred_at, invoke_history_id, rule_type, body, sqlstate, message, next_attempt_at)
    values (
      p_stored.received_at, p_stored.id, p_stored.rule_type, p_stored.body, v_tried.error_code, v_tried.error_message,
      p_now + outlier.retry_delay(1)
    );
  elsif v_tried.state = 'done' and p_refresh_lookup then
    perform outlier.request_lookup(p_event, p_now);
  end if;
end;
$$;
comment on function outlier.act_on_event(outlier.invoke_history, jsonb, boolean, timestamptz) is
  'Processes a stored webhook as of the time at which it arrived. If that fails, adds the event to outlier.errors for '
  'a retry.';
