-- make_broadcast calls this function in its transaction.
create or replace function outlier.queue_broadcast_messages(broadcast_id bigint, p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batch outlier.batches := outlier.start_batch('broadcast', queue_broadcast_messages.broadcast_id, p_now);
begin
  perform outlier.choose_broadcast_audience(v_batch, p_now);
  perform outlier.queue_recipients(v_batch, p_now);
  return outlier.end_queueing(v_batch, p_now);
end;
$$;
comment on function outlier.queue_broadcast_messages(bigint, timestamptz) is
  'Selects the people of an upcoming broadcast, lists them in recipients and queues their first messages. Returns the '
  'number of messages. OT003: the query of a segment failed. OT005: the broadcast is already queued.';
