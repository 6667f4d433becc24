create or replace function outlier.apply_outgoing_message(p_event jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_message_id uuid := (p_event #>> '{message,id}')::uuid;
begin
  perform outlier.upsert_message(p_event, p_now);
  -- While our own call is being recorded, its row is locked. Waiting for it makes sure that one of us two sees the other.
  perform
  from outlier.queued_messages as q
  where q.recipient_phone_number = outlier.field_phone_number(p_event #> '{message,to_fields,0}')
    and q.state in ('sending', 'unknown')
  order by q.id
  for update;

  update outlier.message_statuses as s
  set
    twilio_id = coalesce(t.external_id, s.twilio_id),
    twilio_sent_status = outlier.later_status(s.twilio_sent_status, outlier.status_from_missive(t.external_id, t.delivered_at)),
    twilio_sent_at = coalesce(t.delivered_at, s.twilio_sent_at),
    missive_conversation_id = coalesce(s.missive_conversation_id, t.conversation_id),
    updated_at = p_now
  from outlier.twilio_messages as t
  where t.id = v_message_id
    and s.missive_id = t.id;
end;
$$;
comment on function outlier.apply_outgoing_message(jsonb, timestamptz) is
  'An SMS went out: brings the status of ours up to date, whether this comes before or after our own call has returned.';
