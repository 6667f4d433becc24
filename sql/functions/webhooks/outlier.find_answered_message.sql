create or replace function outlier.find_answered_message(p_phone_number text, p_now timestamptz)
returns outlier.message_statuses
language plpgsql
stable
set search_path = ''
as $$
declare
  v_window interval := (select s.reply_window from outlier.settings as s);
  v_answered outlier.message_statuses;
begin
  select s.* into v_answered
  from outlier.message_statuses as s
  where s.recipient_phone_number = p_phone_number
    and s.created_at > p_now - v_window
    -- A person cannot answer a message that was sent later. This matters if the event is retried much later.
    and coalesce(s.claimed_at, s.created_at) <= p_now
  order by s.created_at desc, s.id desc
  limit 1;
  if not found then
    -- The answer arrived before the result of our own call was recorded. The claimed message is the one that the person
    -- answers.
    select q.batch_id, q.broadcast_id, q.campaign_id
    into v_answered.batch_id, v_answered.broadcast_id, v_answered.campaign_id
    from outlier.queued_messages as q
    where q.recipient_phone_number = p_phone_number
      and q.claim_id is not null
      and q.claimed_at > p_now - v_window
      and q.claimed_at <= p_now
    order by q.claimed_at desc
    limit 1;
  end if;
  return v_answered;
end;
$$;
comment on function outlier.find_answered_message(text, timestamptz) is
  'Returns the latest message that Outlier sent to a number within settings.reply_window. A message from that number '
  'counts as an answer to it. The id is null while the message is still being sent. All columns are null if there is '
  'no such message.';
