-- If processing fails, all changes of the event are rolled back. The order of locks should prevent deadlocks. If one
-- happens anyway, the event is tried up to three times.
create or replace function outlier.try_event(
  p_rule_type text,
  p_event jsonb,
  p_event_id bigint,
  p_digest bytea,
  p_now timestamptz,
  out state text,
  out error_code text,
  out error_message text
)
language plpgsql
volatile
set search_path = ''
as $$
begin
  for v_try in 1..3 loop
    begin
      state := outlier.apply_event(p_rule_type, p_event, p_event_id, p_digest, p_now);
      return;
    exception
      when deadlock_detected or serialization_failure then
        get stacked diagnostics error_code = returned_sqlstate, error_message = message_text;
      when others then
        get stacked diagnostics error_code = returned_sqlstate, error_message = message_text;
        exit;
    end;
  end loop;
  state := 'failed';
end;
$$;
comment on function outlier.try_event(text, jsonb, bigint, bytea, timestamptz) is
  'Processes a webhook. If that fails, rolls back its changes and returns the state failed with the error''s code and '
  'message.';
