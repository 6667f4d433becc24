-- "truncate … cascade" also empties tables that the statement does not name. Truncating conversations, comments or
-- users would delete the record of consent.
create or replace function outlier.tg__refuse_truncate()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  raise exception using
    errcode = 'OT010',
    message = pg_catalog.format(
      'outlier.%s cannot be truncated, not even with "cascade": Outlier keeps records and statistics in it',
      TG_TABLE_NAME
    ),
    hint = 'Delete single rows instead, such as: delete from outlier.conversations where id = ''…''. '
      'To erase one person: select outlier.erase_person(''+1…'');';
end;
$$;
comment on function outlier.tg__refuse_truncate() is
  'Refuses to truncate a table that is a record of consent or of sent messages. OT010.';

create or replace trigger _100_refuse_truncate
  before truncate on outlier.consent_events
  for each statement
  execute function outlier.tg__refuse_truncate();
create or replace trigger _100_refuse_truncate
  before truncate on outlier.unsubscribed_messages
  for each statement
  execute function outlier.tg__refuse_truncate();
create or replace trigger _100_refuse_truncate
  before truncate on outlier.recipients
  for each statement
  execute function outlier.tg__refuse_truncate();
create or replace trigger _100_refuse_truncate
  before truncate on outlier.message_statuses
  for each statement
  execute function outlier.tg__refuse_truncate();
