-- As with replies, deleting a row does not change the sums.
create or replace function outlier.tg_unsubscribed_messages__tally()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  insert into outlier.tallies (batch_id, audience_segment_id, measure, amount)
  select
    n.batch_id,
    (select s.audience_segment_id from outlier.message_statuses as s where s.id = n.message_status_id),
    'opt_outs',
    pg_catalog.count(*)
  from new_rows as n
  where n.batch_id is not null
  group by 1, 2;
  return null;
end;
$$;
comment on function outlier.tg_unsubscribed_messages__tally() is 'Updates the sums of opt-outs, once per statement.';

create or replace trigger _200_tally_inserted
  after insert on outlier.unsubscribed_messages
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_unsubscribed_messages__tally();
