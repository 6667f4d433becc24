-- A session that adds messages to a batch, and a session that removes the last ones, take turns on the batch's row
-- until they commit. So no session marks a batch as done while another one adds to it. If two sessions remove the last
-- messages, the later one sees that all are gone. The locks are always taken in this order, and before rows of the
-- queues and jobs change, so that sessions do not deadlock.
create or replace function outlier.lock_batches(p_ids bigint[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform from outlier.batches as b where b.id = any (p_ids) order by b.id for no key update;
end;
$$;
comment on function outlier.lock_batches(bigint[]) is
  'Locks batches, so that sessions that queue and sessions that finish messages of the same batch take turns.';
