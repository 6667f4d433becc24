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
  v_state text := outlier.process_event(p_stored, p_event, p_refresh_lookup, p_now);
begin
  update outlier.invoke_history as h
  set state = v_state
  where h.id = p_stored.id
    and h.received_at = p_stored.received_at;
end;
$$;
comment on function outlier.act_on_event(outlier.invoke_history, jsonb, boolean, timestamptz) is
  'Processes a stored webhook as of the time at which it arrived, and stores its new state. If that fails, adds the '
  'event to outlier.errors for a retry.';
