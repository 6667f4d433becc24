create or replace function outlier.finish_sent_batches(p_ids bigint[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.lock_batches(p_ids);
  update outlier.batches as b
  set state = 'done', finished_at = p_now
  where b.id = any (p_ids)
    and b.state = 'sending'
    -- Look for one row, from the end at which messages leave last. With "not exists", the planner may join all queued
    -- messages.
    and (
      select q.id
      from outlier.queued_messages as q
      where q.batch_id = b.id
      order by q.due_at desc, q.id desc
      limit 1
    ) is null;
end;
$$;
comment on function outlier.finish_sent_batches(bigint[], timestamptz) is
  'Marks batches that have no queued messages any more as done.';
