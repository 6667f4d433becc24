-- Two sessions may run this at the same time. The second then finds the first one's rows deleted, and adds up only the
-- rows that it deleted itself.
create or replace function outlier.fold_tallies()
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_ids bigint[] := array(select distinct t.batch_id from outlier.tallies as t where not t.folded);
begin
  if pg_catalog.cardinality(v_ids) = 0 then
    return;
  end if;
  with taken as (
    delete from outlier.tallies as t
    where t.batch_id = any (v_ids)
    returning t.batch_id, t.audience_segment_id, t.measure, t.amount
  )
  insert into outlier.tallies (batch_id, audience_segment_id, measure, amount, folded)
  select taken.batch_id, taken.audience_segment_id, taken.measure, pg_catalog.sum(taken.amount), true
  from taken
  group by taken.batch_id, taken.audience_segment_id, taken.measure
  having pg_catalog.sum(taken.amount) <> 0;
end;
$$;
comment on function outlier.fold_tallies() is 'Adds up the rows of each measure into one. The sums do not change.';
