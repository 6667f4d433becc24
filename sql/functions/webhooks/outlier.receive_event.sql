-- One transaction: what happened and that it came. Missive repeats what it gets no 200 for, and none of it is there then.
create or replace function outlier.receive_event(p_rule_type text, p_body text, p_refresh_lookup boolean, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_event jsonb := outlier.parse_json(p_body);
  v_digest bytea := pg_catalog.sha256(pg_catalog.convert_to(p_body, 'UTF8'));
  v_rule_type text := coalesce(p_rule_type, pg_catalog.left(outlier.json_text(v_event #> '{rule,type}'), 100));
  v_id bigint;
  v_tried record;
begin
  if v_event is null then
    raise exception using errcode = 'OT010', message = 'the body is not JSON';
  end if;
  select t.* into v_tried from outlier.try_event(v_rule_type, v_event, null, v_digest, p_now) as t;
  insert into outlier.invoke_history (received_at, digest, rule_type, body, state)
  values (p_now, v_digest, v_rule_type, p_body, v_tried.state)
  returning id into v_id;
  if v_tried.state = 'failed' then
    insert into outlier.errors (occurred_at, invoke_history_id, rule_type, body, sqlstate, message, next_attempt_at)
    values (p_now, v_id, v_rule_type, p_body, v_tried.error_code, v_tried.error_message, p_now + outlier.retry_pause(1));
  elsif v_tried.state = 'done' and p_refresh_lookup then
    perform outlier.want_lookup(v_event, p_now);
  end if;
end;
$$;
comment on function outlier.receive_event(text, text, boolean, timestamptz) is
  'Stores a webhook and acts on it; one that cannot be acted on is kept in errors, to be tried again. OT010: the body is not JSON.';
