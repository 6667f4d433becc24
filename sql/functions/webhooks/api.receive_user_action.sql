-- Stored first, acted on second: what cannot be acted on is kept in errors, and Missive still gets its 200.
create or replace function api.receive_user_action(p_body text, p_now timestamptz default now())
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_event jsonb := p_body::jsonb;
  v_type text := v_event #>> '{rule,type}';
  v_id bigint;
  v_state text := 'done';
  v_sqlstate text;
  v_message text;
begin
  insert into outlier.invoke_history (received_at, digest, rule_type, body)
  values (p_now, pg_catalog.sha256(pg_catalog.convert_to(p_body, 'UTF8')), v_type, p_body)
  returning id into v_id;

  begin
    if v_type in ('incoming_sms_message', 'incoming_twilio_message') then
      perform outlier.apply_incoming_message(v_event, p_now);
    elsif v_type in ('outgoing_sms_message', 'outgoing_twilio_message') then
      perform outlier.apply_outgoing_message(v_event, p_now);
    else
      v_state := 'ignored';
    end if;
  exception
    when others then
      get stacked diagnostics v_sqlstate = returned_sqlstate, v_message = message_text;
      v_state := 'failed';
      insert into outlier.errors (occurred_at, invoke_history_id, rule_type, body, sqlstate, message)
      values (p_now, v_id, v_type, p_body, v_sqlstate, v_message);
  end;
  update outlier.invoke_history as h set state = v_state where h.received_at = p_now and h.id = v_id;
end;
$$;
comment on function api.receive_user_action(text, timestamptz) is
  'Stores a webhook of a Missive rule and acts on it. 22P02: the body is not JSON.';
grant execute on function api.receive_user_action(text, timestamptz) to outlier_executor;
