-- The exclude flag keeps a number out of every broadcast, campaign, preview and claim. No other code needs to know our
-- numbers.
create or replace function outlier.tg_sending_numbers__exclude()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.authors as a
  set exclude = true, updated_at = now()
  where a.phone_number = NEW.phone_number
    and not a.exclude;
  return null;
end;
$$;
comment on function outlier.tg_sending_numbers__exclude() is
  'Excludes the author whose phone number has become one of our own.';

create or replace trigger _100_exclude
  after insert on outlier.sending_numbers
  for each row
  execute function outlier.tg_sending_numbers__exclude();
