create or replace function outlier.batch_failures_json(p_batch_id bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'code', failed.code,
        'meaning', (
          select c.meaning
          from outlier.twilio_error_codes as c
          where c.code in (failed.code, 0)
          order by c.code desc
          limit 1
        ),
        'messages', failed.messages
      )
      order by failed.messages desc, failed.code
    ),
    '[]'
  )
  from (
    select s.twilio_error_code as code, pg_catalog.count(*) as messages
    from outlier.message_statuses as s
    where s.batch_id = p_batch_id
      and s.twilio_sent_status in ('failed', 'undelivered', 'canceled')
    group by s.twilio_error_code
  ) as failed;
$$;
comment on function outlier.batch_failures_json(bigint) is
  'Returns the reasons why messages of a batch were not delivered, by Twilio''s error code, the most frequent first. '
  'code is null if Twilio gave none. First messages and follow-ups are counted together.';
