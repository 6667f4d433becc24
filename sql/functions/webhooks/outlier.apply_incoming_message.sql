create or replace function outlier.apply_incoming_message(p_event jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_message_id uuid := (p_event #>> '{message,id}')::uuid;
  v_from text := outlier.field_phone_number(p_event #> '{message,from_field}');
  v_preview text := p_event #>> '{message,preview}';
  v_consent text := outlier.consent_in(v_preview);
  v_answered outlier.message_statuses;
begin
  if v_from is not null then
    insert into outlier.authors (phone_number) values (v_from) on conflict (phone_number) do nothing;
    -- Everything about one person takes turns here.
    perform from outlier.authors as a where a.phone_number = v_from for no key update;
  end if;
  if not outlier.upsert_message(p_event, p_now) or v_from is null then
    return;
  end if;

  select s.* into v_answered
  from outlier.message_statuses as s
  cross join outlier.settings as settings
  where s.recipient_phone_number = v_from
    and s.created_at > p_now - settings.reply_window
  order by s.created_at desc
  limit 1;

  if v_consent = 'opt_out' then
    perform outlier.set_consent(v_from, 'opt_out', 'message', null, v_preview, v_message_id, p_now);
    insert into outlier.unsubscribed_messages (twilio_message_id, message_status_id, broadcast_id, campaign_id, created_at)
    values (v_message_id, v_answered.id, v_answered.broadcast_id, v_answered.campaign_id, p_now);
    return;
  end if;
  if v_consent = 'opt_in' then
    perform outlier.set_consent(v_from, 'opt_in', 'message', null, v_preview, v_message_id, p_now);
  end if;
  perform outlier.drop_waiting_for(v_from, true, 'answered');
  if v_answered.id is not null then
    update outlier.twilio_messages as t
    set is_reply = true, reply_to_broadcast = v_answered.broadcast_id, reply_to_campaign = v_answered.campaign_id
    where t.id = v_message_id;
  end if;
end;
$$;
comment on function outlier.apply_incoming_message(jsonb, timestamptz) is
  'An SMS came in: cancels the sender''s follow-ups, links it to what it answers, and acts on an opt-out or opt-in. A repeat changes nothing.';
