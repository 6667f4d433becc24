-- This replaces a foreign key, which would check each row. It checks once per statement that the batches exist, and
-- keeps them until the commit.
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
      message = pg_catalog.format('broadcast or campaign %s does not exist', v_missing),
      hint = 'Read the ids in outlier.batches.';
  end if;
end;
$$;
comment on function outlier.require_batches(bigint[]) is
  'Checks that batches exist and keeps them from being deleted until the commit. 23503: there is no such batch.';
