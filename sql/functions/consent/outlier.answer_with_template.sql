-- The caller's transaction records the message as new and queues the answer. If the same message arrives again, its
-- answer already exists.
create or replace function outlier.answer_with_template(
  p_purpose text,
  p_phone_number text,
  p_message text,
  p_twilio_message_id uuid,
  p_said_at timestamptz,
  p_now timestamptz
)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_text text;
  v_expires_at timestamptz;
  v_answer outlier.direct_texts;
begin
  select s.* into v_settings from outlier.settings as s;
  select nullif(pg_catalog.btrim(t.content), '') into v_text
  from outlier.lookup_templates as t
  where t.name = case p_purpose when 'help' then 'help_message' else p_purpose end;
  -- A confirmation that comes more than five minutes later would be an unwanted text.
  v_expires_at := coalesce(p_said_at, p_now)
    + case p_purpose when 'help' then interval '1 hour' else interval '5 minutes' end;
  if v_text is null
    or v_settings.sending_phone_number is null
    or v_expires_at <= p_now
    or v_settings.twilio_answers_keywords and outlier.is_twilio_keyword(p_message)
    or exists (select from outlier.authors as a where a.phone_number = p_phone_number and a.exclude)
    -- After a failover, the message may arrive a second time, and the record of its answer may be lost.
    or outlier.find_first_lost_moment(p_now) is not null
  then
    return false;
  end if;
  v_answer.phone_number := p_phone_number;
  v_answer.purpose := p_purpose;
  v_answer.text := pg_catalog.left(v_text, 1600);
  v_answer.twilio_message_id := p_twilio_message_id;
  v_answer.created_at := p_now;
  v_answer.expires_at := v_expires_at;
  return outlier.queue_direct_text(v_answer);
end;
$$;
comment on function outlier.answer_with_template(text, text, text, uuid, timestamptz, timestamptz) is
  'Answers a message with a template: help or opt_out_confirmation. Sends no answer if the template is empty, if '
  'Twilio has answered, if the person is excluded, or if the answer would be too late. Answers HELP once a day. '
  'Returns whether the answer was queued.';
