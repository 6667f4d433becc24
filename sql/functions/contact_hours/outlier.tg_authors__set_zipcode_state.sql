-- A state that an administrator has written stays.
create or replace function outlier.tg_authors__set_zipcode_state()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if NEW.state is null
    or TG_OP = 'UPDATE' and NEW.state is not distinct from OLD.state
      and NEW.state = outlier.find_zipcode_state(OLD.zipcode)
  then
    NEW.state := outlier.find_zipcode_state(NEW.zipcode);
  end if;
  return NEW;
end;
$$;
comment on function outlier.tg_authors__set_zipcode_state() is
  'Sets the state of a person from their ZIP code, if the state is not set or came from the ZIP code before.';

create or replace trigger _100_set_zipcode_state_inserted
  before insert on outlier.authors
  for each row
  when (NEW.zipcode is not null)
  execute function outlier.tg_authors__set_zipcode_state();
create or replace trigger _100_set_zipcode_state_updated
  before update of zipcode, state on outlier.authors
  for each row
  when (NEW.zipcode is distinct from OLD.zipcode or NEW.state is null and NEW.zipcode is not null)
  execute function outlier.tg_authors__set_zipcode_state();
