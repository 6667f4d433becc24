create or replace function outlier.tg_settings__keep_sending_number()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if TG_OP = 'UPDATE' then
    perform outlier.keep_sending_number(OLD.sending_phone_number, now());
  end if;
  perform outlier.keep_sending_number(NEW.sending_phone_number, now());
  return null;
end;
$$;
comment on function outlier.tg_settings__keep_sending_number() is
  'Records each phone number that is set to send from as our own, and the previous number too.';

create or replace trigger _300_keep_sending_number
  after insert or update of sending_phone_number on outlier.settings
  for each row
  execute function outlier.tg_settings__keep_sending_number();
