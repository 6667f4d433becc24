-- A manual statement may add all people of a conversation. The predecessor's data lists our number in every
-- conversation.
create or replace function outlier.tg_authors__exclude_own()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.authors as a
  set exclude = true
  from new_rows as n
  inner join outlier.sending_numbers as own on own.phone_number = n.phone_number
  where a.phone_number = n.phone_number
    and not a.exclude;
  return null;
end;
$$;
comment on function outlier.tg_authors__exclude_own() is
  'Sets exclude for our own numbers among new authors, once per statement.';

create or replace trigger _200_exclude_own
  after insert on outlier.authors
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_authors__exclude_own();
