-- A renewal sets outlier.renewal to on in its transaction: see tools/area-codes.
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
  'Marks a row as changed by hand unless a renewal writes it, so that the next renewal does not overwrite it. If a '
  'statement sets changed_by_hand itself, its value stays.';

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
