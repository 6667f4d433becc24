create or replace function outlier.person_messages_json(p_phone_number text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'batchId', s.batch_id,
        'kind', b.kind,
        'title', b.title,
        'isFollowUp', s.is_second,
        'message', s.message,
        'sentAt', pg_catalog.floor(extract(epoch from s.created_at))::bigint,
        'delivery', outlier.classify_delivery(s.twilio_sent_status),
        'status', s.twilio_sent_status,
        'errorCode', s.twilio_error_code,
        'error', (
          select c.meaning
          from outlier.twilio_error_codes as c
          where c.code in (s.twilio_error_code, 0)
            and s.twilio_error_code is not null
          order by c.code desc
          limit 1
        )
      )
      order by s.created_at desc, s.id desc
    ),
    '[]'
  )
  from (
    select latest.*
    from outlier.message_statuses as latest
    where latest.recipient_phone_number = p_phone_number
    order by latest.created_at desc
    limit 20
  ) as s
  inner join outlier.batches as b on b.id = s.batch_id;
$$;
comment on function outlier.person_messages_json(text) is
  'Returns for the HTTP API the latest 20 messages that a person got from broadcasts and campaigns, with their '
  'delivery statuses.';
