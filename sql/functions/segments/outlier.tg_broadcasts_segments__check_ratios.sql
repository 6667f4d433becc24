create or replace function outlier.tg_broadcasts_segments__check_ratios()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_broadcast_id bigint;
  v_sum numeric;
begin
  -- Two sessions may add a segment at the same time. The lock makes the second wait, so that it sees the first one's
  -- rows.
  perform from outlier.broadcasts as b
  where b.id in (select n.broadcast_id from new_rows as n)
  order by b.id
  for no key update;

  select r.broadcast_id, pg_catalog.sum(r.ratio) into v_broadcast_id, v_sum
  from outlier.broadcasts_segments as r
  where r.broadcast_id in (select n.broadcast_id from new_rows as n)
  group by r.broadcast_id
  having pg_catalog.sum(r.ratio) > 100
  limit 1;
  if found then
    raise exception using
      errcode = 'OT004',
      message = pg_catalog.format('the shares of broadcast %s add up to %s percent',
        v_broadcast_id, pg_catalog.trim_scale(v_sum)),
      hint = 'Lower one of them: together they must be at most 100.';
  end if;
  return null;
end;
$$;
comment on function outlier.tg_broadcasts_segments__check_ratios() is
  'Refuses ratios of a broadcast that add up to more than 100 percent. OT004.';

create or replace trigger _100_check_ratios_inserted
  after insert on outlier.broadcasts_segments
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_broadcasts_segments__check_ratios();
create or replace trigger _100_check_ratios_updated
  after update on outlier.broadcasts_segments
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_broadcasts_segments__check_ratios();
