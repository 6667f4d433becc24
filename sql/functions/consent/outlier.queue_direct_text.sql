create or replace function outlier.queue_direct_text(p_text outlier.direct_texts)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_id bigint;
begin
  select s.* into v_settings from outlier.settings as s;
  insert into outlier.direct_texts (
    phone_number, purpose, batch_id, text, twilio_message_id, day, created_at, expires_at
  )
  values (
    p_text.phone_number, p_text.purpose, p_text.batch_id, p_text.text, p_text.twilio_message_id,
    (p_text.created_at at time zone v_settings.time_zone)::date, p_text.created_at, p_text.expires_at
  )
  on conflict do nothing
  returning id into v_id;
  if v_id is null then
    return false;
  end if;
  insert into outlier.requests (kind, subject, payload, due_at)
  values (
    'send_text',
    'text:' || v_id,
    pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
      'text', v_id,
      'body', p_text.text,
      'from', v_settings.sending_phone_number,
      'to', p_text.phone_number,
      'organization', v_settings.organization_id
    )),
    p_text.created_at
  );
  return true;
end;
$$;
comment on function outlier.queue_direct_text(outlier.direct_texts) is
  'Queues a request to Missive to send a text outside of the queues. Returns false if the same message has an answer '
  'already, or if HELP was answered on the same day.';
