-- No message leaves a queue without a record that says why. Rows that somebody queued by hand have no recipient
-- yet. Where the person has that message already, it is on record as sent, and there is no reason against them.
create or replace function outlier.drop_messages(p_is_second boolean, p_ids bigint[], p_reason text)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  insert into outlier.recipients as known (broadcast_id, campaign_id, audience_segment_id, phone_number, reason, follow_up_reason)
  select
    q.broadcast_id,
    q.campaign_id,
    (select s.id from outlier.audience_segments as s where s.id = q.audience_segment_id),
    q.recipient_phone_number,
    case when not p_is_second and not sent.already then p_reason end,
    case when p_is_second and not sent.already then p_reason end
  from outlier.queued_messages as q
  cross join lateral (
    -- One index for each kind of source.
    select exists (
      select from outlier.message_statuses as s
      where s.broadcast_id = q.broadcast_id
        and s.recipient_phone_number = q.recipient_phone_number
        and s.is_second = q.is_second
    ) or exists (
      select from outlier.message_statuses as s
      where s.campaign_id = q.campaign_id
        and s.recipient_phone_number = q.recipient_phone_number
        and s.is_second = q.is_second
    ) as already
  ) as sent
  where q.is_second = p_is_second
    and q.id = any (p_ids)
  on conflict (phone_number, source) do update set
    reason = coalesce(excluded.reason, known.reason),
    follow_up_reason = coalesce(excluded.follow_up_reason, known.follow_up_reason);

  perform outlier.remove_messages(p_is_second, p_ids);
end;
$$;
comment on function outlier.drop_messages(boolean, bigint[], text) is 'Takes rows out of a queue that are not sent, and puts the reason on record in recipients.';
