create or replace function outlier.resolve_event(p_event_id bigint, p_state text, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.errors as e
  set resolved_at = p_now, next_attempt_at = null
  where e.invoke_history_id = p_event_id
    and e.resolved_at is null;
  update outlier.invoke_history as h set state = p_state where h.id = p_event_id and h.state <> p_state;
end;
$$;
comment on function outlier.resolve_event(bigint, text, timestamptz) is
  'Marks a failed event as resolved and sets its new state.';
