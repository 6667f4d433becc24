-- Order of locks: first the row of the conversation, so that its events run one after the other. Then the rows that
-- events share, in a fixed order. Then the people, by phone number. p_now is always the time at which the event
-- arrived, also in later retries.
create or replace function outlier.apply_event(
  p_rule_type text,
  p_event jsonb,
  p_event_id bigint,
  p_digest bytea,
  p_now timestamptz
)
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_conversation_id uuid := outlier.json_id(p_event -> 'conversation');
begin
  if p_rule_type is null or p_rule_type not in (
    'incoming_sms_message',
    'incoming_twilio_message',
    'outgoing_sms_message',
    'outgoing_twilio_message',
    'new_comment',
    'team_change',
    'label_change', 'conversation_closed', 'conversation_reopened', 'conversation_assignee_change',
    'admin_action:unsubscribe', 'admin_action:resubscribe'
  ) then
    return 'ignored';
  end if;
  -- When a user saves a rule, Missive sends a validation call without a conversation and without a comment.
  if p_rule_type like 'admin_action:%' and not p_event ? 'conversation' and not p_event ? 'comment' then
    return 'ignored';
  end if;

  if v_conversation_id is not null then
    perform outlier.lock_conversation(v_conversation_id, p_now);
    -- A merged conversation gets no more events. An event that is newer than the merge shows that the conversation
    -- exists.
    update outlier.conversations as c
    set merged_into = null
    where c.id = v_conversation_id
      and c.merged_into is not null
      and c.labels_at < p_now;
  end if;
  -- This check comes after the lock. If two identical events arrive at the same time, the second sees the result of the
  -- first.
  if outlier.is_repeated_event(p_rule_type, p_event_id, v_conversation_id, p_digest) then
    return 'repeat';
  end if;
  perform outlier.mirror_references(p_event, p_now);
  if v_conversation_id is not null then
    perform outlier.mirror_people(p_event, v_conversation_id, p_now);
  elsif outlier.find_message_person(p_event) is not null then
    insert into outlier.authors (phone_number, created_at, updated_at)
    select p.phone_number, p_now, p_now from outlier.find_event_people(p_event) as p
    on conflict (phone_number) do nothing;
    perform outlier.lock_person(outlier.find_message_person(p_event), p_now);
  end if;

  case p_rule_type
    when 'incoming_sms_message', 'incoming_twilio_message' then
      perform outlier.apply_incoming_message(p_event, p_digest, p_now);
    when 'outgoing_sms_message', 'outgoing_twilio_message' then
      perform outlier.apply_outgoing_message(p_event, p_digest, p_now);
    when 'new_comment' then
      perform outlier.apply_comment(p_event, p_digest, p_now);
      perform outlier.decide_by_comment(p_event, p_digest, p_now);
    when 'conversation_closed' then
      perform outlier.apply_conversation_change(p_event, p_digest, p_now, 'closed');
    when 'conversation_reopened' then
      perform outlier.apply_conversation_change(p_event, p_digest, p_now, 'reopened');
    when 'team_change', 'label_change', 'conversation_assignee_change' then
      perform outlier.apply_conversation_change(p_event, p_digest, p_now);
    when 'admin_action:unsubscribe' then
      perform outlier.apply_admin_action(p_event, 'opt_out', p_digest, p_now);
    when 'admin_action:resubscribe' then
      perform outlier.apply_admin_action(p_event, 'opt_in', p_digest, p_now);
  end case;
  return 'done';
end;
$$;
comment on function outlier.apply_event(text, jsonb, bigint, bytea, timestamptz) is
  'Processes a webhook. Returns done, ignored (Outlier does not use events of this type) or repeat (identical to an '
  'earlier event).';
