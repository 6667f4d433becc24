create or replace function outlier.request_lookup(p_event jsonb, p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  -- Each event has a subject of its own, so that a webhook does not wait for the request of another.
  select outlier.add_request(
    'refresh_lookup',
    pg_catalog.format('lookup:%s', outlier.json_id(coalesce(p_event -> 'message', p_event -> 'comment'))),
    pg_catalog.jsonb_build_object('conversation', about.conversation_id, 'reference', about.phone_number),
    p_now
  )
  from (
    select
      outlier.json_id(p_event -> 'conversation') as conversation_id,
      coalesce(outlier.find_message_person(p_event), (outlier.find_conversation_person(p_event))[1]) as phone_number
  ) as about
  where about.conversation_id is not null
    and about.phone_number is not null
    and p_event #>> '{rule,type}' in (
      'incoming_sms_message',
      'incoming_twilio_message',
      'outgoing_sms_message',
      'outgoing_twilio_message',
      'new_comment'
    );
$$;
comment on function outlier.request_lookup(jsonb, timestamptz) is
  'After an SMS or a comment, requests that the lookup service refresh its data about the conversation.';
