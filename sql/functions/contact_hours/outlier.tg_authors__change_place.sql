create or replace function outlier.tg_authors__change_place()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.recheck_held_messages(array[NEW.phone_number]);
  return null;
end;
$$;
comment on function outlier.tg_authors__change_place() is
  'Makes the next claim judge a person''s messages that wait for contact hours again, because the zone or state '
  'changed.';

create or replace trigger _300_change_place
  after update of time_zone, state, zipcode on outlier.authors
  for each row
  when (OLD.time_zone is distinct from NEW.time_zone or OLD.state is distinct from NEW.state)
  execute function outlier.tg_authors__change_place();
