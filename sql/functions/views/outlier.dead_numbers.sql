create or replace view outlier.dead_numbers as
select
  latest.recipient_phone_number as phone_number,
  latest.twilio_error_code as error_code,
  c.meaning,
  latest.created_at as failed_at,
  a.unsubscribed
from outlier.authors as a
cross join lateral (
  select s.recipient_phone_number, s.twilio_error_code, s.created_at
  from outlier.message_statuses as s
  where s.recipient_phone_number = a.phone_number
  order by s.created_at desc, s.id desc
  limit 1
) as latest
inner join outlier.twilio_error_codes as c on c.code = latest.twilio_error_code and c.action = 'dead_number'
where a.phone_number in (
  select f.recipient_phone_number
  from outlier.message_statuses as f
  where f.twilio_sent_status in ('failed', 'undelivered')
);
comment on view outlier.dead_numbers is
  'People whose latest message failed because of their phone number: it is not in use, is a landline, or is no '
  'number.';
