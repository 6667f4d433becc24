create or replace function outlier.upsert_message(p_event jsonb, p_now timestamptz)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_message jsonb := p_event -> 'message';
  v_is_new boolean;
begin
  insert into outlier.twilio_messages as known (
    id, conversation_id, from_phone_number, to_phone_number, preview, type, external_id, "references", delivered_at, created_at, updated_at
  )
  values (
    (v_message ->> 'id')::uuid,
    (p_event #>> '{conversation,id}')::uuid,
    outlier.field_phone_number(v_message -> 'from_field'),
    outlier.field_phone_number(v_message #> '{to_fields,0}'),
    v_message ->> 'preview',
    v_message ->> 'type',
    v_message ->> 'external_id',
    array(select pg_catalog.jsonb_array_elements_text(coalesce(v_message -> 'references', '[]'))),
    pg_catalog.to_timestamp((v_message ->> 'delivered_at')::double precision),
    coalesce(pg_catalog.to_timestamp((v_message ->> 'created_at')::double precision), p_now),
    p_now
  )
  on conflict (id) do update set
    external_id = coalesce(excluded.external_id, known.external_id),
    delivered_at = coalesce(excluded.delivered_at, known.delivered_at),
    updated_at = p_now
  returning known.xmax = 0 into v_is_new;
  return v_is_new;
end;
$$;
comment on function outlier.upsert_message(jsonb, timestamptz) is 'Keeps the SMS of an event in twilio_messages, and returns whether it was not there yet.';
