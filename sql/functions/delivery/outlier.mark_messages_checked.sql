create or replace function outlier.mark_messages_checked(p_request outlier.requests, p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  update outlier.message_statuses as s
  set updated_at = p_now
  where s.twilio_id = p_request.payload ->> 'sid'
    and s.updated_at < p_now;
  update outlier.message_statuses as s
  set updated_at = p_now
  where s.recipient_phone_number = p_request.payload ->> 'to'
    and s.twilio_id is null
    and s.updated_at < p_now;
$$;
comment on function outlier.mark_messages_checked(outlier.requests, timestamptz) is
  'Marks messages as checked at Twilio, whether they changed or not, so that the next reconciliation starts with '
  'others.';
