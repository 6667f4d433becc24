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
  'Locks batches as lock_batches() does, but skips batches that another session has locked. Returns the ids of the '
  'batches that are locked now.';
