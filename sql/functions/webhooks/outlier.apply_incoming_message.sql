create or replace function outlier.apply_incoming_message(p_event jsonb, p_digest bytea, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_message_id uuid := outlier.json_id(p_event -> 'message');
  v_conversation_id uuid := outlier.json_id(p_event -> 'conversation');
  v_from text := outlier.find_message_person(p_event);
  v_preview text := outlier.json_text(p_event #> '{message,preview}');
  v_said_at timestamptz := outlier.json_time(p_event #> '{message,created_at}', p_now);
  v_found record;
  v_is_opt_out boolean := false;
  v_answered outlier.message_statuses;
begin
  perform outlier.mirror_conversation(p_event, p_digest, p_now);
  select m.meaning, m.words into v_found from outlier.classify_event(p_event, p_now) as m;
  if v_found.meaning = 'opt_out' then
    v_is_opt_out := outlier.apply_opt_out(p_event, p_now);
  end if;
  if not outlier.upsert_message(p_event, p_now) and not v_is_opt_out
    or v_from is null
    or v_from = any (outlier.own_numbers(p_event))
  then
    return;
  end if;
  -- Events that Outlier makes from Twilio's log name no conversation.
  v_conversation_id := coalesce(v_conversation_id, outlier.find_conversation(v_from));
  v_answered := outlier.find_answered_message(v_from, p_now);

  if v_is_opt_out and (
    exists (select from outlier.unsubscribed_messages as u where u.twilio_message_id = v_message_id)
    -- The message was no opt-out when it arrived. An administrator has changed the wording since. A message that was
    -- already processed changes nothing.
    or not exists (
      select from outlier.consent_events as e where e.twilio_message_id = v_message_id and e.kind = 'opt_out'
    )
  ) then
    return;
  end if;
  if v_is_opt_out then
    insert into outlier.unsubscribed_messages (
      twilio_message_id, message_status_id, broadcast_id, campaign_id, created_at
    )
    values (v_message_id, v_answered.id, v_answered.broadcast_id, v_answered.campaign_id, p_now)
    on conflict (twilio_message_id) do nothing;
    perform outlier.post_to_conversation(
      v_conversation_id,
      case
        when exists (select from outlier.authors as a where a.phone_number = v_from and a.unsubscribed)
          then 'Opted out: this person asked for no more texts, and gets none.'
        else 'Not opted out: this person asked for no more texts, and has asked for texts again since. They get texts.'
      end,
      'note', 'opt_out:' || v_message_id, p_now => p_now
    );
    return;
  end if;

  -- Some phones send a text for a reaction, such as a heart, to our message. A reaction is no answer.
  if v_found.meaning = 'reaction' then
    return;
  end if;
  perform outlier.drop_messages_of_person(v_from, true, 'answered');
  if v_answered.batch_id is not null then
    update outlier.twilio_messages as t
    set is_reply = true, reply_to_broadcast = v_answered.broadcast_id, reply_to_campaign = v_answered.campaign_id
    where t.id = v_message_id;
  end if;
  case v_found.meaning
    when 'opt_in' then
      if outlier.set_consent(
        v_from, 'opt_in', 'message', null, pg_catalog.left(v_preview, 500), v_message_id, null, v_said_at, p_now
      ) then
        perform outlier.post_to_conversation(
          v_conversation_id,
          'Opted back in: this person asked for texts again, and gets them from now on.',
          'note',
          'opt_in:' || v_message_id,
          p_now => p_now
        );
      end if;
    when 'help' then
      perform outlier.answer_with_template('help', v_from, v_preview, v_message_id, v_said_at, p_now);
    when 'may_opt_in' then
      if exists (select from outlier.authors as a where a.phone_number = v_from and a.unsubscribed) then
        perform outlier.post_to_conversation(
          v_conversation_id,
          'Does this person want texts again? They are unsubscribed. If so, comment "resubscribe" here. If not, do '
          'nothing.',
          'note', 'may_opt_in:' || v_message_id, p_now => p_now
        );
      end if;
    when 'may_opt_out' then
      if exists (select from outlier.authors as a where a.phone_number = v_from and not a.unsubscribed)
        and outlier.open_review(
          v_from, v_message_id, v_conversation_id, v_preview, v_found.words, v_said_at, p_now
        )
      then
        perform outlier.post_to_conversation(
          v_conversation_id,
          pg_catalog.format(
            'Does this person want no more texts? The message says "%s". If so, comment "unsubscribe" here. If not, '
            'comment "keep". If nobody decides within ten business days, this person is unsubscribed.',
            v_found.words
          ),
          'note', 'near_miss:' || v_message_id, p_now => p_now
        );
      end if;
    else null;
  end case;
end;
$$;
comment on function outlier.apply_incoming_message(jsonb, bytea, timestamptz) is
  'Processes an incoming SMS: cancels the sender''s follow-ups, links the message to the message that it answers, '
  'applies an opt-out or opt-in, opens a review if the message may be an opt-out, and answers HELP. A repeat changes '
  'nothing.';
