create or replace function outlier.tg_authors__keep_excluded()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  NEW.exclude := outlier.is_own_number(NEW.phone_number);
  return NEW;
end;
$$;
comment on function outlier.tg_authors__keep_excluded() is
  'Keeps an author excluded whose phone number is one of our own, whatever the statement sets.';

create or replace trigger _200_keep_excluded
  before update on outlier.authors
  for each row
  when (not NEW.exclude and (OLD.exclude or NEW.phone_number <> OLD.phone_number))
  execute function outlier.tg_authors__keep_excluded();
