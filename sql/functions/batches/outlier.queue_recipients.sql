create or replace function outlier.queue_recipients(p_batch outlier.batches, p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  insert into outlier.broadcast_first_messages (
    batch_id, broadcast_id, campaign_id, audience_segment_id, recipient_phone_number, message, due_at
  )
  select
    p_batch.id, p_batch.broadcast_id, p_batch.campaign_id, r.audience_segment_id, r.phone_number, p_batch.first_message,
    p_now
  from outlier.recipients as r
  where r.batch_id = p_batch.id
    and r.reason is null
  order by r.id
  -- A person for whom somebody has queued a message of this batch by hand gets that one.
  on conflict (recipient_phone_number, batch_id, is_second) do nothing;
$$;
comment on function outlier.queue_recipients(outlier.batches, timestamptz) is
  'Queues the first message of a batch for everybody whom its audience lists and who may be texted.';
