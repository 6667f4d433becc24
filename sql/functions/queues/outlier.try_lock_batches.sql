create or replace function outlier.try_lock_batches(p_ids bigint[])
returns bigint[]
language plpgsql
volatile
set search_path = ''
as $$
begin
  return array(
    select b.id from outlier.batches as b where b.id = any (p_ids) order by b.id for no key update skip locked
  );
end;
$$;
comment on function outlier.try_lock_batches(bigint[]) is
  'As lock_batches(), without waiting: returns the batches that no other session holds, which are locked now.';
