-- No message leaves a queue without a recorded reason. A message that was queued by hand has no row in recipients yet.
-- If the person already has this message, message_statuses records it as sent, and no reason is stored.
create or replace function outlier.drop_messages(p_is_second boolean, p_ids bigint[], p_reason text)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  insert into outlier.recipients as known (
    batch_id, broadcast_id, campaign_id, audience_segment_id, phone_number, reason, follow_up_reason
  )
  select
    q.batch_id,
    q.broadcast_id,
    q.campaign_id,
    (select s.id from outlier.audience_segments as s where s.id = q.audience_segment_id),
    q.recipient_phone_number,
    case when not p_is_second and not sent.already then p_reason end,
    case when p_is_second and not sent.already then p_reason end
  from outlier.queued_messages as q
  cross join lateral (
    select exists (
      select from outlier.message_statuses as s
      where s.batch_id = q.batch_id
        and s.recipient_phone_number = q.recipient_phone_number
        and s.is_second = q.is_second
    ) as already
  ) as sent
  where q.is_second = p_is_second
    and q.id = any (p_ids)
  on conflict (phone_number, batch_id) do update set
    reason = coalesce(excluded.reason, known.reason),
    follow_up_reason = coalesce(excluded.follow_up_reason, known.follow_up_reason);

  perform outlier.remove_messages(p_is_second, p_ids);
end;
$$;
comment on function outlier.drop_messages(boolean, bigint[], text) is
  'Removes messages from a queue that are not sent, and records the reason in recipients.';
