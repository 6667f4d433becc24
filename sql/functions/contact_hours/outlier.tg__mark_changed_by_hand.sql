-- A renewal says so by a setting of its transaction: see tools/area-codes.
create or replace function outlier.tg__mark_changed_by_hand()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  NEW.changed_by_hand := coalesce(pg_catalog.current_setting('outlier.renewal', true), '') <> 'on';
  return NEW;
end;
$$;
comment on function outlier.tg__mark_changed_by_hand() is
  'Marks a row that anything but a renewal writes, so that the next renewal leaves it alone. A statement that sets '
  'changed_by_hand itself is left as it is.';

create or replace trigger _100_mark_changed_by_hand
  before insert on outlier.area_codes
  for each row
  execute function outlier.tg__mark_changed_by_hand();
create or replace trigger _110_mark_changed_by_hand
  before update on outlier.area_codes
  for each row
  when (NEW is distinct from OLD and NEW.changed_by_hand = OLD.changed_by_hand)
  execute function outlier.tg__mark_changed_by_hand();
create or replace trigger _100_mark_changed_by_hand
  before insert on outlier.country_codes
  for each row
  execute function outlier.tg__mark_changed_by_hand();
create or replace trigger _110_mark_changed_by_hand
  before update on outlier.country_codes
  for each row
  when (NEW is distinct from OLD and NEW.changed_by_hand = OLD.changed_by_hand)
  execute function outlier.tg__mark_changed_by_hand();
create or replace trigger _100_mark_changed_by_hand
  before insert on outlier.contact_hours
  for each row
  execute function outlier.tg__mark_changed_by_hand();
create or replace trigger _110_mark_changed_by_hand
  before update on outlier.contact_hours
  for each row
  when (NEW is distinct from OLD and NEW.changed_by_hand = OLD.changed_by_hand)
  execute function outlier.tg__mark_changed_by_hand();
