create or replace function outlier.queue_recipients(p_batch outlier.batches, p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  insert into outlier.broadcast_first_messages (
    batch_id, broadcast_id, campaign_id, audience_segment_id, recipient_phone_number, message, due_at
  )
  with texts as materialized (
    select bs.segment_id, outlier.shorten_links(bs.first_message) as message
    from outlier.broadcasts_segments as bs
    where bs.broadcast_id = p_batch.broadcast_id
      and bs.first_message is not null
  )
  select
    p_batch.id, p_batch.broadcast_id, p_batch.campaign_id, r.audience_segment_id, r.phone_number,
    coalesce(t.message, p_batch.first_message), p_now
  from outlier.recipients as r
  left join texts as t on t.segment_id = r.audience_segment_id
  where r.batch_id = p_batch.id
    and r.reason is null
  order by r.id
  -- If an administrator has queued a message of this batch for the person by hand, the person gets that message.
  on conflict (recipient_phone_number, batch_id, is_second) do nothing;
$$;
comment on function outlier.queue_recipients(outlier.batches, timestamptz) is
  'Queues a first message for each recipient of a batch who may be texted: the text of the person''s segment, or else '
  'the text of the batch.';
