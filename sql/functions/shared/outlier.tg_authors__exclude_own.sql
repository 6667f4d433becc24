-- A statement by hand may list everybody of a conversation, and the predecessor lists our number in each one.
create or replace function outlier.tg_authors__exclude_own()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if TG_LEVEL = 'ROW' then
    NEW.exclude := outlier.is_own_number(NEW.phone_number);
    return NEW;
  end if;
  update outlier.authors as a
  set exclude = true
  from new_rows as n
  inner join outlier.sending_numbers as own on own.phone_number = n.phone_number
  where a.phone_number = n.phone_number
    and not a.exclude;
  return null;
end;
$$;
comment on function outlier.tg_authors__exclude_own() is 'Keeps our own numbers excluded, whatever a statement writes about them.';

create or replace trigger _200_exclude_own
  after insert on outlier.authors
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_authors__exclude_own();
create or replace trigger _200_keep_own_excluded
  before update on outlier.authors
  for each row
  when (not NEW.exclude and (OLD.exclude or NEW.phone_number <> OLD.phone_number))
  execute function outlier.tg_authors__exclude_own();
