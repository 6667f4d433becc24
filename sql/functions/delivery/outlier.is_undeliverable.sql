create or replace function outlier.is_undeliverable(p_phone_number text)
returns boolean
language sql
stable
strict
set search_path = ''
as $$
  select pg_catalog.count(*) = 3
    and pg_catalog.bool_and(coalesce(three.twilio_sent_status in ('failed', 'undelivered'), false))
    and not outlier.has_answered(p_phone_number)
  from (
    select s.twilio_sent_status
    from outlier.message_statuses as s
    where s.recipient_phone_number = p_phone_number
    order by s.created_at desc, s.id desc
    limit 3
  ) as three;
$$;
comment on function outlier.is_undeliverable(text) is
  'Returns whether the three latest messages to a person all failed and the person has never written to us.';
