-- Asked when a message is claimed: whatever was true when it was queued, this is what counts.
create or replace function outlier.verdict_on(p_message outlier.queued_messages)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when a.phone_number is null then 'invalid_number'
    when a.unsubscribed then 'unsubscribed'
    when a.exclude then 'excluded'
    when a.added_via_file_upload and p_message.broadcast_id is not null then 'added_via_file_upload'
    when exists (
      select from outlier.message_statuses as s
      where s.batch_id = p_message.batch_id
        and s.recipient_phone_number = p_message.recipient_phone_number
        and s.is_second = p_message.is_second
    ) then 'duplicate'
    when p_message.is_second and exists (
      select
      from outlier.message_statuses as s
      inner join outlier.twilio_messages as t
        on t.from_phone_number = p_message.recipient_phone_number
        and t.created_at >= outlier.earliest_in_missive(s.claimed_at)
      where s.recipient_phone_number = p_message.recipient_phone_number
        and not s.is_second
        and s.batch_id = p_message.batch_id
    ) then 'answered'
  end
  from (values (p_message.recipient_phone_number)) as recipient (phone_number)
  left join outlier.authors as a on a.phone_number = recipient.phone_number;
$$;
comment on function outlier.verdict_on(outlier.queued_messages) is
  'Why a queued message must not be sent; null where it may.';
