-- The text is queued with the caller's transaction, in which the message is recorded as new: the same message again
-- finds its answer.
create or replace function outlier.answer_directly(
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
  v_id bigint;
begin
  select s.* into v_settings from outlier.settings as s;
  select nullif(pg_catalog.btrim(t.content), '') into v_text
  from outlier.lookup_templates as t
  where t.name = case p_purpose when 'help' then 'help_message' else p_purpose end;
  -- A confirmation that comes later than five minutes would be one text too many.
  v_expires_at := coalesce(p_said_at, p_now)
    + case p_purpose when 'help' then interval '1 hour' else interval '5 minutes' end;
  if v_text is null
    or v_settings.sending_phone_number is null
    or v_expires_at <= p_now
    or v_settings.twilio_answers_keywords and outlier.is_twilio_keyword(p_message)
    or exists (select from outlier.authors as a where a.phone_number = p_phone_number and a.exclude)
    -- After a failover the message may be heard a second time, and its answer may be lost.
    or outlier.first_lost_moment(p_now) is not null
  then
    return false;
  end if;
  insert into outlier.direct_texts (phone_number, purpose, text, twilio_message_id, day, created_at, expires_at)
  values (
    p_phone_number, p_purpose, pg_catalog.left(v_text, 1600), p_twilio_message_id,
    (p_now at time zone v_settings.time_zone)::date, p_now, v_expires_at
  )
  on conflict do nothing
  returning id into v_id;
  if v_id is null then
    return false;
  end if;
  insert into outlier.requests (kind, subject, payload, due_at)
  values (
    'send_text',
    'text:' || v_id,
    pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
      'text', v_id,
      'body', pg_catalog.left(v_text, 1600),
      'from', v_settings.sending_phone_number,
      'to', p_phone_number,
      'organization', v_settings.organization_id
    )),
    p_now
  );
  return true;
end;
$$;
comment on function outlier.answer_directly(text, text, text, uuid, timestamptz, timestamptz) is
  'Answers a message with a template: help or opt_out_confirmation. Not if the template is empty, if Twilio has '
  'answered, or if it would be too late. HELP is answered once a day. Returns whether the answer was queued.';
