create or replace function outlier.queue_follow_ups(p_first_ids bigint[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_reason text;
  v_ids bigint[];
begin
  -- Two cases have no follow-up: the batch was cancelled while the executor sent the first message, or the batch
  -- expires before the follow-up is due. The batch is a scalar subquery, so that the planner looks up the messages by
  -- their ids and not by their batch.
  for v_reason, v_ids in
    select barred.reason, pg_catalog.array_agg(barred.id)
    from (
      select q.id, (
        select case
          when b.state = 'cancelled' then 'cancelled'
          when b.run_at + b.send_within <= p_now + pg_catalog.make_interval(secs => b.delay) then 'expired'
        end
        from outlier.batches as b
        where b.id = q.batch_id
          and coalesce(
            (
              select bs.second_message
              from outlier.broadcasts_segments as bs
              where bs.broadcast_id = q.broadcast_id and bs.segment_id = q.audience_segment_id
            ),
            b.second_message
          ) is not null
      ) as reason
      from outlier.queued_messages as q
      where not q.is_second
        and q.id = any (p_first_ids)
    ) as barred
    where barred.reason is not null
    group by barred.reason
  loop
    update outlier.recipients as r
    set follow_up_reason = v_reason
    from outlier.queued_messages as q
    where not q.is_second
      and q.id = any (v_ids)
      and r.batch_id = q.batch_id
      and r.phone_number = q.recipient_phone_number
      and r.follow_up_reason is null;
  end loop;
  insert into outlier.broadcast_second_messages (
    batch_id, broadcast_id, campaign_id, audience_segment_id, recipient_phone_number, message, due_at
  )
  select
    q.batch_id,
    q.broadcast_id,
    q.campaign_id,
    q.audience_segment_id,
    q.recipient_phone_number,
    coalesce(outlier.shorten_links(bs.second_message), b.second_message),
    p_now + pg_catalog.make_interval(secs => b.delay)
  from outlier.queued_messages as q
  inner join outlier.batches as b on b.id = q.batch_id
  left join outlier.broadcasts_segments as bs
    on bs.broadcast_id = q.broadcast_id and bs.segment_id = q.audience_segment_id
  where not q.is_second
    and q.id = any (p_first_ids)
    and coalesce(bs.second_message, b.second_message) is not null
    and b.state <> 'cancelled'
    and b.run_at + b.send_within > p_now + pg_catalog.make_interval(secs => b.delay)
  order by q.id
  on conflict (recipient_phone_number, batch_id, is_second) do nothing;
end;
$$;
comment on function outlier.queue_follow_ups(bigint[], timestamptz) is
  'Queues the follow-ups of first messages that Missive accepted, due when the batch''s delay is over. If the batch '
  'is cancelled or expires before that, queues none and records the reason in recipients.follow_up_reason.';
