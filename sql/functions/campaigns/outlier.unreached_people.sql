-- Includes people who were left out or not reached for a temporary reason. Dead numbers and people who opted out are
-- not included.
create or replace function outlier.unreached_people(p_batch outlier.batches)
returns table (phone_number text, reason text)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
  select missed.phone_number, missed.reason
  from (
    select r.phone_number, r.reason
    from outlier.recipients as r
    where r.batch_id = p_batch.id
      and r.reason is not null
      and r.reason in ('gave_up', 'expired', 'frequency_cap', 'cancelled')
    union all
    select s.recipient_phone_number, 'failed'
    from outlier.message_statuses as s
    where s.batch_id = p_batch.id
      and not s.is_second
      and s.twilio_sent_status in ('failed', 'undelivered', 'canceled')
      and coalesce(outlier.error_action(s.twilio_error_code), 'retry') in ('retry', 'operator')
  ) as missed
  inner join outlier.authors as a on a.phone_number = missed.phone_number
  where not a.unsubscribed
    and not a.exclude
    and not outlier.is_excluded(coalesce(p_batch.segments, p_batch.inherited_exclusion), missed.phone_number);
end;
$$;
comment on function outlier.unreached_people(outlier.batches) is
  'Returns the people whom a batch did not reach for a temporary reason: gave_up, expired, frequency_cap, cancelled, '
  'or failed (a temporary error, or one that an operator can remove). Leaves out people who have opted out or were '
  'excluded since.';
