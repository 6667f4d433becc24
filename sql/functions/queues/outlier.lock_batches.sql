-- Who adds messages of a batch, and who takes its last ones out, take turns on its row until they commit: so nobody
-- marks as done what is being added to, and of two that take out the last rows the later one sees both gone. Always in
-- this order, and before the queues' rows and jobs are changed, so that nobody waits for each other.
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
  'Makes those who queue and those who finish messages of the same batches take turns.';
