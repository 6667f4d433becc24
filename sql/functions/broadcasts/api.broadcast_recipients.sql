create or replace function api.broadcast_recipients(p_broadcast_id bigint, p_outcome text default null)
returns table (
  phone_number text,
  segment text,
  outcome text,
  reason text,
  message text,
  sent_at timestamptz,
  delivery_status text,
  delivery_error_code integer,
  follow_up text,
  follow_up_sent_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_batch outlier.batches := outlier.require_batch('broadcast', p_broadcast_id);
  v_is_filtered boolean := coalesce(nullif(p_outcome, ''), 'all') <> 'all';
begin
  return query
    select
      r.phone_number,
      s.name,
      case
        when first.id is not null then 'sent'
        when queued.state in ('waiting', 'checking') then 'waiting'
        when queued.state is not null then queued.state
        when r.reason is not null then 'not sent'
        else 'scheduled'
      end,
      case when first.id is null then r.reason end,
      coalesce(first.message, queued.message),
      first.created_at,
      first.twilio_sent_status,
      first.twilio_error_code,
      case
        when second.id is not null then 'sent'
        when follow_up.state is not null then 'waiting'
        when r.follow_up_reason is not null then 'not sent: ' || r.follow_up_reason
      end,
      second.created_at
    from outlier.recipients as r
    left join outlier.audience_segments as s on s.id = r.audience_segment_id
    left join outlier.message_statuses as first
      on first.batch_id = v_batch.id
        and first.recipient_phone_number = r.phone_number
        and not first.is_second
    left join outlier.message_statuses as second
      on second.batch_id = v_batch.id
        and second.recipient_phone_number = r.phone_number
        and second.is_second
    left join outlier.queued_messages as queued
      on queued.batch_id = v_batch.id
        and queued.recipient_phone_number = r.phone_number
        and not queued.is_second
    left join outlier.queued_messages as follow_up
      on follow_up.batch_id = v_batch.id
        and follow_up.recipient_phone_number = r.phone_number
        and follow_up.is_second
    where r.batch_id = v_batch.id
      and (
        not v_is_filtered
        or r.phone_number in (
          select outlier.list_people_by_outcome(v_batch.id, p_outcome, '', null) where v_is_filtered
        )
      )
    order by r.phone_number;
end;
$$;
comment on function api.broadcast_recipients(bigint, text) is
  'Lists the people of a broadcast with their outcome, in the order of their numbers. p_outcome limits the list, as '
  'in api.list_recipients. OT009: there is no such broadcast. OT010: there is no such outcome.';
grant execute on function api.broadcast_recipients(bigint, text) to outlier_executor;
