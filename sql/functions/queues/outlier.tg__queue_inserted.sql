create or replace function outlier.tg__queue_inserted()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_ids bigint[];
  v_queues text[];
  v_queue text;
  v_cancelled outlier.batches;
  v_queued_at timestamptz;
begin
  select
    pg_catalog.array_agg(distinct queued.batch_id order by queued.batch_id),
    pg_catalog.array_agg(distinct outlier.queue_name(queued.is_second)),
    pg_catalog.max(queued.at)
  into v_ids, v_queues, v_queued_at
  from (
    select n.batch_id, n.is_second, pg_catalog.max(n.created_at) as at
    from new_rows as n
    group by n.batch_id, n.is_second
  ) as queued;
  if v_ids is null then
    return null;
  end if;
  perform outlier.lock_batches(v_ids);
  perform outlier.require_batches(v_ids);
  -- A message of a cancelled batch would wait for ever.
  select b.* into v_cancelled from outlier.batches as b where b.id = any (v_ids) and b.state = 'cancelled' limit 1;
  if found then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format('no message can be queued for %s: it is cancelled', outlier.batch_name(v_cancelled)),
      hint = 'Queue the message for another broadcast or campaign.';
  end if;
  foreach v_queue in array v_queues loop
    perform outlier.add_send_job(v_queue);
  end loop;
  -- If an administrator adds messages to a finished batch, the batch continues.
  update outlier.batches as b
  set state = 'sending', finished_at = null
  where b.state = 'done'
    and b.id = any (v_ids);
  -- Do this before an executor can claim the messages: after a failover, a batch may be created a second time.
  perform outlier.record_unrecorded_texts(v_ids, v_queued_at);
  foreach v_queue in array v_queues loop
    perform outlier.wake_executor(v_queue);
  end loop;
  return null;
end;
$$;
comment on function outlier.tg__queue_inserted() is
  'Starts the sending of queued messages. Runs once per statement. 23503: the broadcast or campaign does not exist. '
  'OT005: it is cancelled.';

-- A statement fires only the triggers of the table that it names: one queue, or the parent of both.
create or replace trigger outlier_on_broadcast_first_messages_insert
  after insert on outlier.broadcast_first_messages
  referencing new table as new_rows
  for each statement
  execute function outlier.tg__queue_inserted();
create or replace trigger outlier_on_broadcast_second_messages_insert
  after insert on outlier.broadcast_second_messages
  referencing new table as new_rows
  for each statement
  execute function outlier.tg__queue_inserted();
create or replace trigger _100_queue_inserted
  after insert on outlier.queued_messages
  referencing new table as new_rows
  for each statement
  execute function outlier.tg__queue_inserted();
