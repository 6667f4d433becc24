-- What a foreign key does for each row, once for a statement: the batches must be there, and stay until this is
-- committed.
create or replace function outlier.require_batches(p_ids bigint[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_missing bigint;
begin
  perform from outlier.batches as b where b.id = any (p_ids) order by b.id for key share;
  select ids.id into v_missing
  from pg_catalog.unnest(p_ids) as ids (id)
  where not exists (select from outlier.batches as b where b.id = ids.id)
  limit 1;
  if found then
    raise exception using
      errcode = '23503',
      message = pg_catalog.format('there is no broadcast or campaign %s', v_missing),
      hint = 'See outlier.batches.';
  end if;
end;
$$;
comment on function outlier.require_batches(bigint[]) is
  'Keeps batches from being deleted until this is committed. 23503: there is no such one.';
