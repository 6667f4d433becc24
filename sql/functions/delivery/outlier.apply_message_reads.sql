create or replace function outlier.apply_message_reads(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_messages jsonb := p_answer -> 'messages';
begin
  -- Missive returns one message as an object, and several as a list.
  if pg_catalog.jsonb_typeof(v_messages) = 'object' then
    v_messages := pg_catalog.jsonb_build_array(v_messages);
  end if;
  if pg_catalog.jsonb_typeof(v_messages) is distinct from 'array' then
    perform outlier.fail_message_reads(p_request, 'the answer is not a list of messages', p_now);
    return;
  end if;
  delete from outlier.requests as r where r.id = p_request.id;

  update outlier.twilio_messages as t
  set
    external_id = coalesce(outlier.json_text(m.message -> 'external_id'), t.external_id),
    delivered_at = coalesce(outlier.json_time(m.message -> 'delivered_at', p_now), t.delivered_at),
    updated_at = p_now
  from pg_catalog.jsonb_array_elements(v_messages) as m (message)
  where t.id = outlier.json_id(m.message)
    and (t.external_id, t.delivered_at) is distinct from (
      coalesce(outlier.json_text(m.message -> 'external_id'), t.external_id),
      coalesce(outlier.json_time(m.message -> 'delivered_at', p_now), t.delivered_at)
    );
  update outlier.message_statuses as s
  set
    twilio_id = coalesce(outlier.json_text(m.message -> 'external_id'), s.twilio_id),
    twilio_sent_status = outlier.merge_status(
      s.twilio_sent_status,
      outlier.status_from_missive(
        coalesce(outlier.json_text(m.message -> 'external_id'), s.twilio_id),
        outlier.json_time(m.message -> 'delivered_at', p_now)
      )
    ),
    twilio_sent_at = coalesce(outlier.json_time(m.message -> 'delivered_at', p_now), s.twilio_sent_at),
    missive_conversation_id = coalesce(s.missive_conversation_id, outlier.json_id(m.message -> 'conversation')),
    updated_at = p_now
  from pg_catalog.jsonb_array_elements(v_messages) as m (message)
  where s.missive_id = outlier.json_id(m.message)
    -- A status from Twilio takes precedence.
    and not s.twilio_seen;
end;
$$;
comment on function outlier.apply_message_reads(outlier.requests, jsonb, timestamptz) is
  'Applies Missive''s answer about our messages: delivered with a time, sent without one, undelivered without a '
  'Twilio id. Messages that the answer does not list stay as they are.';
