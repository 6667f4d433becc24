-- A message that is deleted later was still a reply. Deleting it does not change the sums.
create or replace function outlier.tg_twilio_messages__tally()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if TG_OP = 'INSERT' then
    insert into outlier.tallies (batch_id, audience_segment_id, measure, amount)
    select
      n.reply_to_batch,
      outlier.find_recipient_segment(n.reply_to_batch, n.from_phone_number),
      'replies',
      pg_catalog.count(*)
    from new_rows as n
    where n.reply_to_batch is not null
    group by 1, 2;
    return null;
  end if;
  insert into outlier.tallies (batch_id, audience_segment_id, measure, amount)
  select
    changed.batch_id, outlier.find_recipient_segment(changed.batch_id, changed.from_phone_number), 'replies',
    pg_catalog.sum(changed.amount)
  from (
    select n.reply_to_batch as batch_id, n.from_phone_number, 1 as amount
    from new_rows as n
    union all
    select o.reply_to_batch, o.from_phone_number, -1
    from old_rows as o
  ) as changed
  where changed.batch_id is not null
  group by 1, 2
  having pg_catalog.sum(changed.amount) <> 0;
  return null;
end;
$$;
comment on function outlier.tg_twilio_messages__tally() is 'Updates the sums of replies, once per statement.';

create or replace trigger _200_tally_inserted
  after insert on outlier.twilio_messages
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_twilio_messages__tally();
create or replace trigger _200_tally_updated
  after update on outlier.twilio_messages
  referencing old table as old_rows new table as new_rows
  for each statement
  execute function outlier.tg_twilio_messages__tally();
