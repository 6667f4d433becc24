-- Storing and processing an event are one transaction. If it fails, nothing of it remains, Missive gets no 200, and
-- Missive repeats the call. An opt-out takes two transactions: the first unsubscribes the person and stores the event;
-- the second does the rest, which needs more locks.
create or replace function outlier.receive_event(
  p_rule_type text,
  p_body text,
  p_refresh_lookup boolean,
  p_now timestamptz
)
returns bigint
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_event jsonb := outlier.parse_json(p_body);
  v_digest bytea := pg_catalog.sha256(pg_catalog.convert_to(p_body, 'UTF8'));
  v_rule_type text := coalesce(p_rule_type, pg_catalog.left(outlier.json_text(v_event #> '{rule,type}'), 100));
  v_is_opt_out boolean := false;
  v_row outlier.invoke_history;
begin
  if v_event is null then
    raise exception using errcode = 'OT010', message = 'the body is not JSON';
  end if;
  if v_rule_type in ('incoming_sms_message', 'incoming_twilio_message') then
    begin
      v_event := pg_catalog.jsonb_set(
        v_event,
        '{outlier_meaning}',
        pg_catalog.to_jsonb(outlier.classify_event(v_event - 'outlier_meaning', p_now))
      );
      v_is_opt_out := outlier.apply_opt_out(v_event, p_now);
    exception
      -- Processing the whole event tries the opt-out again. If that fails too, it keeps the error.
      when others then
        v_is_opt_out := true;
    end;
  end if;
  v_row.id := pg_catalog.nextval('outlier.invoke_history_id_seq');
  v_row.received_at := p_now;
  v_row.digest := v_digest;
  v_row.rule_type := v_rule_type;
  v_row.body := p_body;
  -- The row is written once, with the final state. Its update would write each of its indexes again.
  v_row.state := case
    when v_is_opt_out then 'stored'
    else outlier.process_event(v_row, v_event, p_refresh_lookup, p_now)
  end;
  insert into outlier.invoke_history overriding system value values (v_row.*);
  return case when v_is_opt_out then v_row.id end;
end;
$$;
comment on function outlier.receive_event(text, text, boolean, timestamptz) is
  'Stores a webhook and processes it. If the processing fails, adds the event to outlier.errors for a retry. If the '
  'event is an opt-out, returns its id, because the rest of its processing is left to api.act_on_event. Otherwise '
  'returns null. OT010: the body is not JSON.';
