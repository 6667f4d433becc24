create or replace function outlier.tg_message_statuses__tally()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if TG_OP = 'INSERT' then
    insert into outlier.tallies (batch_id, audience_segment_id, measure, amount)
    select
      n.batch_id, n.audience_segment_id, outlier.message_measure(n.is_second, n.twilio_sent_status), pg_catalog.count(*)
    from new_rows as n
    group by 1, 2, 3;
  elsif TG_OP = 'DELETE' then
    insert into outlier.tallies (batch_id, audience_segment_id, measure, amount)
    select
      o.batch_id,
      o.audience_segment_id,
      outlier.message_measure(o.is_second, o.twilio_sent_status),
      -pg_catalog.count(*)
    from old_rows as o
    group by 1, 2, 3;
  else
    insert into outlier.tallies (batch_id, audience_segment_id, measure, amount)
    select changed.batch_id, changed.audience_segment_id, changed.measure, pg_catalog.sum(changed.amount)
    from (
      select
        n.batch_id,
        n.audience_segment_id,
        outlier.message_measure(n.is_second, n.twilio_sent_status) as measure,
        1 as amount
      from new_rows as n
      union all
      select o.batch_id, o.audience_segment_id, outlier.message_measure(o.is_second, o.twilio_sent_status), -1
      from old_rows as o
    ) as changed
    group by 1, 2, 3
    having pg_catalog.sum(changed.amount) <> 0;
  end if;
  return null;
end;
$$;
comment on function outlier.tg_message_statuses__tally() is
  'Updates the sums of messages by delivery, once per statement.';

create or replace trigger _200_tally_inserted
  after insert on outlier.message_statuses
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_message_statuses__tally();
create or replace trigger _200_tally_updated
  after update on outlier.message_statuses
  referencing old table as old_rows new table as new_rows
  for each statement
  execute function outlier.tg_message_statuses__tally();
create or replace trigger _200_tally_deleted
  after delete on outlier.message_statuses
  referencing old table as old_rows
  for each statement
  execute function outlier.tg_message_statuses__tally();
