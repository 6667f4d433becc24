-- Makes the same event that the webhook would have been, but without the conversation, which Twilio does not know.
-- Locks people first, by phone number, and then their queued messages, by id. The processing of the event then needs no
-- other lock.
create or replace function outlier.apply_missed_texts(p_messages jsonb, p_since timestamptz, p_now timestamptz)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_texts jsonb;
  v_number text;
  v_text jsonb;
  v_event_id bigint;
  v_heard integer := 0;
begin
  select pg_catalog.jsonb_agg(told.text order by told.made_at, told.text ->> 'sid') into v_texts
  from (
    select
      m.message || pg_catalog.jsonb_build_object(
        'person', outlier.normalize_phone_number(m.message ->> 'from'),
        'made', pg_catalog.floor(extract(epoch from outlier.parse_twilio_time(m.message ->> 'date_created')))
      ) as text,
      outlier.parse_twilio_time(m.message ->> 'date_created') as made_at
    from pg_catalog.jsonb_array_elements(p_messages) as m (message)
    where m.message ->> 'direction' = 'inbound'
      and m.message ->> 'sid' is not null
      and m.message ->> 'body' is not null
      and outlier.parse_twilio_time(m.message ->> 'date_created') >= p_since
      and not outlier.is_own_number(outlier.normalize_phone_number(m.message ->> 'from'))
  ) as told
  where not outlier.is_text_known(told.text, told.made_at);
  if v_texts is null then
    return 0;
  end if;
  for v_number in
    select distinct t.text ->> 'person' from pg_catalog.jsonb_array_elements(v_texts) as t (text) order by 1
  loop
    perform outlier.lock_person(v_number, p_now);
  end loop;
  perform
  from outlier.queued_messages as q
  where q.recipient_phone_number in (
    select t.text ->> 'person' from pg_catalog.jsonb_array_elements(v_texts) as t (text)
  )
  order by q.id
  for update;

  for v_text in select t.text from pg_catalog.jsonb_array_elements(v_texts) as t (text) loop
    -- The webhook may have arrived while this function waited for the person's lock.
    continue when outlier.is_text_known(v_text, pg_catalog.to_timestamp((v_text ->> 'made')::double precision));
    v_event_id := outlier.receive_event(
      null,
      pg_catalog.jsonb_build_object(
        'rule', pg_catalog.jsonb_build_object('type', 'incoming_sms_message'),
        'message', pg_catalog.jsonb_build_object(
          'id', outlier.make_logged_text_id(v_text ->> 'sid'),
          'preview', v_text ->> 'body',
          'type', 'sms',
          'created_at', v_text -> 'made',
          'delivered_at', v_text -> 'made',
          'from_field', pg_catalog.jsonb_build_object('id', v_text ->> 'person'),
          'to_fields', pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('id', v_text ->> 'to')),
          'external_id', v_text ->> 'sid'
        )
      )::text,
      false,
      p_now
    );
    -- receive_event() leaves the rest of an opt-out to its caller.
    perform outlier.act_on_event(h, outlier.parse_json(h.body), false, p_now)
    from outlier.invoke_history as h
    where h.id = v_event_id
      and h.state = 'stored';
    v_heard := v_heard + 1;
  end loop;
  return v_heard;
end;
$$;
comment on function outlier.apply_missed_texts(jsonb, timestamptz, timestamptz) is
  'Processes incoming texts that Twilio''s log shows since p_since and that the database does not have, as if their '
  'webhooks had arrived. Returns their number.';
