create or replace function outlier.tg_broadcast_settings__renew()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- A slot that lay behind the change belongs to the schedule as it was.
  if NEW.effective_from = OLD.effective_from then
    NEW.effective_from := greatest(now(), OLD.effective_from);
  end if;
  return NEW;
end;
$$;
comment on function outlier.tg_broadcast_settings__renew() is 'Keeps a changed schedule from making up for slots before the change.';

create or replace trigger _100_renew
  before update on outlier.broadcast_settings
  for each row
  when (row(NEW.mon, NEW.tue, NEW.wed, NEW.thu, NEW.fri, NEW.sat, NEW.sun, NEW.active)
    is distinct from row(OLD.mon, OLD.tue, OLD.wed, OLD.thu, OLD.fri, OLD.sat, OLD.sun, OLD.active))
  execute function outlier.tg_broadcast_settings__renew();
