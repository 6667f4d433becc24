create or replace function outlier.open_review(
  p_phone_number text,
  p_twilio_message_id uuid,
  p_conversation_id uuid,
  p_message text,
  p_words text,
  p_said_at timestamptz,
  p_now timestamptz
)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- The person opted in after writing this message.
  if exists (
    select
    from outlier.consent_events as e
    where e.phone_number = p_phone_number
      and e.kind = 'opt_in'
      and coalesce(e.said_at, e.occurred_at) > coalesce(p_said_at, p_now)
  ) then
    return false;
  end if;
  insert into outlier.consent_reviews as open (
    phone_number, twilio_message_id, conversation_id, message, words, said_at, opened_at, due_at
  )
  values (
    p_phone_number, p_twilio_message_id, p_conversation_id, pg_catalog.left(p_message, 500), p_words,
    coalesce(p_said_at, p_now), p_now, outlier.add_business_days(p_now, 10)
  )
  -- A later message does not move the due date of the first one.
  on conflict (phone_number) where decision is null do update set
    twilio_message_id = excluded.twilio_message_id,
    conversation_id = coalesce(excluded.conversation_id, open.conversation_id),
    message = excluded.message,
    words = excluded.words,
    said_at = greatest(open.said_at, excluded.said_at),
    messages = least(open.messages + 1, 1000000)
  where open.twilio_message_id is distinct from excluded.twilio_message_id;
  return true;
end;
$$;
comment on function outlier.open_review(text, uuid, uuid, text, text, timestamptz, timestamptz) is
  'Opens a review, in which a team member decides whether a person opts out. If a review of the person is open, adds '
  'the message to it. Returns false if the person has opted in since.';
