create or replace function outlier.queue_follow_ups(p_first_ids bigint[], p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  insert into outlier.broadcast_second_messages (
    broadcast_id, campaign_id, audience_segment_id, recipient_phone_number, message, due_at
  )
  select
    q.broadcast_id,
    q.campaign_id,
    q.audience_segment_id,
    q.recipient_phone_number,
    coalesce(b.second_message, c.second_message),
    p_now + pg_catalog.make_interval(secs => coalesce(b.delay, c.delay))
  from outlier.queued_messages as q
  left join outlier.broadcasts as b on b.id = q.broadcast_id
  left join outlier.campaigns as c on c.id = q.campaign_id
  where not q.is_second
    and q.id = any (p_first_ids)
    and coalesce(b.second_message, c.second_message) is not null
    and coalesce(b.state, c.state) <> 'cancelled'
  order by q.id
  on conflict do nothing;
$$;
comment on function outlier.queue_follow_ups(bigint[], timestamptz) is 'Queues the second messages of first ones that were accepted, due when their delay is over.';
