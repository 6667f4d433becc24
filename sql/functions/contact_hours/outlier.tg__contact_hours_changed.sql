create or replace function outlier.tg__contact_hours_changed()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.recheck_held_messages();
  return null;
end;
$$;
comment on function outlier.tg__contact_hours_changed() is
  'Makes the next claim judge messages that wait for contact hours again, because the rules or places changed.';

create or replace trigger _300_contact_hours_changed
  after insert or update or delete on outlier.contact_hours
  for each statement
  execute function outlier.tg__contact_hours_changed();
create or replace trigger _300_contact_hours_changed
  after insert or update or delete on outlier.area_codes
  for each statement
  execute function outlier.tg__contact_hours_changed();
create or replace trigger _300_contact_hours_changed
  after insert or update or delete on outlier.country_codes
  for each statement
  execute function outlier.tg__contact_hours_changed();
create or replace trigger _300_contact_hours_changed
  after insert or update or delete on outlier.states
  for each statement
  execute function outlier.tg__contact_hours_changed();
create or replace trigger _300_contact_hours_changed
  after update of time_zone on outlier.settings
  for each statement
  execute function outlier.tg__contact_hours_changed();
