create or replace function outlier.process_event(
  p_event_row outlier.invoke_history,
  p_event jsonb,
  p_refresh_lookup boolean,
  p_now timestamptz
)
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_tried record;
begin
  select t.* into v_tried
  from outlier.try_event(
    p_event_row.rule_type, p_event, p_event_row.id, p_event_row.digest, p_event_row.received_at
  ) as t;
  if v_tried.state = 'failed' then
    insert into outlier.errors (occurred_at, invoke_history_id, rule_type, body, sqlstate, message, next_attempt_at)
    values (
      p_event_row.received_at, p_event_row.id, p_event_row.rule_type, p_event_row.body, v_tried.error_code,
      v_tried.error_message, p_now + outlier.retry_delay(1)
    );
  elsif v_tried.state = 'done' and p_refresh_lookup then
    perform outlier.request_lookup(p_event, p_now);
  end if;
  return v_tried.state;
end;
$$;
comment on function outlier.process_event(outlier.invoke_history, jsonb, boolean, timestamptz) is
  'Processes a webhook as of the time at which it arrived. If that fails, adds the event to outlier.errors for a '
  'retry. Returns the new state, which the caller must store in outlier.invoke_history.';
