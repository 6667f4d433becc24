create or replace function outlier.settle_unknown_message(
  p_message_id bigint,
  p_was_sent boolean,
  p_now timestamptz default now()
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_message outlier.queued_messages;
begin
  -- Keep the order of locks: the request to Twilio, then the batch, then the message. The request is no longer needed.
  delete from outlier.requests as r where r.subject = 'unknown:' || p_message_id;
  perform outlier.lock_batches(pg_catalog.array_agg(q.batch_id))
  from outlier.queued_messages as q
  where q.id = p_message_id;
  select q.* into v_message
  from outlier.queued_messages as q
  where q.id = p_message_id
    and q.state = 'unknown'
  for update;
  if not found then
    raise exception using
      errcode = 'OT009',
      message = pg_catalog.format('message %s does not exist, or its outcome is not unknown', p_message_id),
      hint = 'Read the ids in outlier.unknown_messages.';
  end if;
  if p_was_sent then
    perform outlier.record_accepted(
      v_message.is_second,
      array[row(v_message.id, 'accepted', null, null, null, null, null)::outlier.message_result],
      p_now);
    perform outlier.finish_sent_batches(array[v_message.batch_id], p_now);
    return;
  end if;
  -- If the batch was cancelled meanwhile, the message would wait for ever.
  if exists (select from outlier.batches as b where b.id = v_message.batch_id and b.state = 'cancelled') then
    perform outlier.drop_messages(v_message.is_second, array[v_message.id], 'cancelled');
    return;
  end if;
  update outlier.queued_messages as q
  set state = 'waiting', claim_id = null, claimed_by = null, claimed_at = null, lease_until = null, due_at = p_now
  where q.is_second = v_message.is_second
    and q.id = v_message.id;
  perform outlier.wake_executor(outlier.queue_name(v_message.is_second));
end;
$$;
comment on function outlier.settle_unknown_message(bigint, boolean, timestamptz) is
  'Settles a message with an unknown outcome. If p_was_sent is true, records it as sent. If false, makes it due '
  'again, or drops it if its batch was cancelled. OT009: there is no such message.';
