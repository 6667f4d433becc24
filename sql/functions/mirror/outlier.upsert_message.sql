create or replace function outlier.upsert_message(p_event jsonb, p_now timestamptz)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_message jsonb := p_event -> 'message';
  v_id uuid := outlier.json_id(v_message);
begin
  if v_id is null then
    raise exception using errcode = 'OT010', message = 'the event has no id of a message';
  end if;
  -- After a failover, Outlier may already have processed this message from Twilio's log.
  update outlier.twilio_messages as known
  set id = v_id, conversation_id = coalesce(outlier.json_id(p_event -> 'conversation'), known.conversation_id)
  where known.id = outlier.make_logged_text_id(outlier.json_text(v_message -> 'external_id'))
    and known.id <> v_id
    and not exists (select from outlier.twilio_messages as named where named.id = v_id);
  insert into outlier.twilio_messages as known (
    id,
    conversation_id,
    from_phone_number,
    to_phone_number,
    preview,
    type,
    external_id,
    "references",
    delivered_at,
    attachments,
    sender_id,
    created_at,
    updated_at
  )
  values (
    v_id,
    outlier.json_id(p_event -> 'conversation'),
    outlier.field_phone_number(v_message -> 'from_field'),
    outlier.field_phone_number(v_message #> '{to_fields,0}'),
    outlier.json_text(v_message -> 'preview'),
    outlier.json_text(v_message -> 'type'),
    outlier.json_text(v_message -> 'external_id'),
    array(
      select r.reference #>> '{}'
      from pg_catalog.jsonb_array_elements(outlier.json_array(v_message -> 'references')) as r (reference)
      where pg_catalog.jsonb_typeof(r.reference) = 'string'
    ),
    outlier.json_time(v_message -> 'delivered_at', p_now),
    outlier.json_array(v_message -> 'attachments'),
    outlier.json_id(v_message -> 'author'),
    coalesce(
      outlier.json_time(v_message -> 'created_at', p_now), outlier.json_time(v_message -> 'delivered_at', p_now), p_now
    ),
    p_now
  )
  on conflict (id) do nothing;
  if found then
    return true;
  end if;
  -- An event without a value does not delete the known value.
  update outlier.twilio_messages as known
  set
    external_id = coalesce(outlier.json_text(v_message -> 'external_id'), known.external_id),
    delivered_at = coalesce(outlier.json_time(v_message -> 'delivered_at', p_now), known.delivered_at),
    sender_id = coalesce(known.sender_id, outlier.json_id(v_message -> 'author')),
    updated_at = p_now
  where known.id = v_id
    and known.updated_at <= p_now
    and (known.external_id, known.delivered_at, known.sender_id) is distinct from (
      coalesce(outlier.json_text(v_message -> 'external_id'), known.external_id),
      coalesce(outlier.json_time(v_message -> 'delivered_at', p_now), known.delivered_at),
      coalesce(known.sender_id, outlier.json_id(v_message -> 'author'))
    );
  return false;
end;
$$;
comment on function outlier.upsert_message(jsonb, timestamptz) is
  'Stores the SMS of an event in twilio_messages. Returns true if the message was new. OT010: the event has no id of '
  'a message.';
