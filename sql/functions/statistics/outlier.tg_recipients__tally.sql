create or replace function outlier.tg_recipients__tally()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_ids bigint[];
begin
  if TG_OP = 'INSERT' then
    with inserted as (
      insert into outlier.tallies (batch_id, audience_segment_id, measure, amount)
      select
        counted.batch_id,
        counted.audience_segment_id,
        outlier.recipient_measure(counted.reason),
        pg_catalog.sum(counted.people)
      from (
        -- There are few reasons and many people, so recipient_measure() runs once for each reason.
        select n.batch_id, n.audience_segment_id, n.reason, pg_catalog.count(*) as people
        from new_rows as n
        group by 1, 2, 3
      ) as counted
      group by 1, 2, 3
      returning batch_id
    )
    select pg_catalog.array_agg(distinct i.batch_id) into v_ids from inserted as i;
    -- This check is here because this statement reads the rows anyway.
    perform outlier.require_batches(v_ids);
  elsif TG_OP = 'DELETE' then
    insert into outlier.tallies (batch_id, audience_segment_id, measure, amount)
    select o.batch_id, o.audience_segment_id, outlier.recipient_measure(o.reason), -pg_catalog.count(*)
    from old_rows as o
    group by 1, 2, 3;
  else
    insert into outlier.tallies (batch_id, audience_segment_id, measure, amount)
    select changed.batch_id, changed.audience_segment_id, changed.measure, pg_catalog.sum(changed.amount)
    from (
      select n.batch_id, n.audience_segment_id, outlier.recipient_measure(n.reason) as measure, 1 as amount
      from new_rows as n
      union all
      select o.batch_id, o.audience_segment_id, outlier.recipient_measure(o.reason), -1
      from old_rows as o
    ) as changed
    group by 1, 2, 3
    having pg_catalog.sum(changed.amount) <> 0;
  end if;
  return null;
end;
$$;
comment on function outlier.tg_recipients__tally() is
  'Updates the sums of people, once per statement. 23503: the broadcast or campaign does not exist.';

create or replace trigger _200_tally_inserted
  after insert on outlier.recipients
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_recipients__tally();
create or replace trigger _200_tally_updated
  after update on outlier.recipients
  referencing old table as old_rows new table as new_rows
  for each statement
  execute function outlier.tg_recipients__tally();
create or replace trigger _200_tally_deleted
  after delete on outlier.recipients
  referencing old table as old_rows
  for each statement
  execute function outlier.tg_recipients__tally();
