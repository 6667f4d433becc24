create or replace function outlier.recipient_json(p_batch_id bigint, p_phone_number text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'phoneNumber', person.phone_number,
    'name', (select a.name from outlier.authors as a where a.phone_number = person.phone_number),
    'segment', (
      select s.name
      from outlier.audience_segments as s
      where s.id = coalesce(r.audience_segment_id, first.audience_segment_id)
    ),
    'outcome', case
      when first.id is not null then outlier.classify_delivery(first.twilio_sent_status)
      when waiting.id is not null then 'waiting'
      when r.reason is not null then 'not_sent'
      else 'scheduled'
    end,
    'reason', case when first.id is null then r.reason end,
    'explanation', case when first.id is null then outlier.explain_reason(r.reason) end,
    'sentAt', pg_catalog.floor(extract(epoch from first.created_at))::bigint,
    'status', first.twilio_sent_status,
    'errorCode', first.twilio_error_code,
    'error', (
      select c.meaning
      from outlier.twilio_error_codes as c
      where c.code in (first.twilio_error_code, 0)
        and first.twilio_error_code is not null
      order by c.code desc
      limit 1
    ),
    'dueAt', pg_catalog.floor(extract(epoch from waiting.due_at))::bigint,
    'waitsForContactHours', waiting.held_since is not null,
    'followUp', case
      when second.id is not null then outlier.classify_delivery(second.twilio_sent_status)
      when follow_up.id is not null then 'waiting'
      when r.follow_up_reason is not null then 'not_sent'
    end,
    'followUpReason', case when second.id is null then r.follow_up_reason end,
    'followUpExplanation', case when second.id is null then outlier.explain_reason(r.follow_up_reason) end,
    'followUpSentAt', pg_catalog.floor(extract(epoch from second.created_at))::bigint
  )
  from (values (p_phone_number)) as person (phone_number)
  left join outlier.recipients as r on r.batch_id = p_batch_id and r.phone_number = person.phone_number
  left join outlier.message_statuses as first
    on first.batch_id = p_batch_id and first.recipient_phone_number = person.phone_number and not first.is_second
  left join outlier.message_statuses as second
    on second.batch_id = p_batch_id and second.recipient_phone_number = person.phone_number and second.is_second
  left join outlier.queued_messages as waiting
    on waiting.recipient_phone_number = person.phone_number
      and waiting.batch_id = p_batch_id
      and not waiting.is_second
  left join outlier.queued_messages as follow_up
    on follow_up.recipient_phone_number = person.phone_number
      and follow_up.batch_id = p_batch_id
      and follow_up.is_second;
$$;
comment on function outlier.recipient_json(bigint, text) is
  'Returns one person''s outcome in a batch for the HTTP API.';
