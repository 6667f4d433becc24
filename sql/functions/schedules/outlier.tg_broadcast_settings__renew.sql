-- The time of the change is effective_from if the statement sets it, otherwise now(). Deleting a schedule or switching
-- it off is also a change.
create or replace function outlier.tg_broadcast_settings__renew()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if TG_OP = 'DELETE' then
    perform outlier.keep_due_broadcast(now());
    return OLD;
  end if;
  -- A slot before the change belongs to the old schedule.
  if NEW.effective_from = OLD.effective_from then
    NEW.effective_from := greatest(now(), OLD.effective_from);
  end if;
  if OLD.active then
    perform outlier.keep_due_broadcast(NEW.effective_from);
  end if;
  return NEW;
end;
$$;
comment on function outlier.tg_broadcast_settings__renew() is
  'After a change of the schedule, prevents slots before the change from being caught up, and keeps the slot that is '
  'due at that time.';

create or replace trigger _100_renew
  before update on outlier.broadcast_settings
  for each row
  when (row(NEW.mon, NEW.tue, NEW.wed, NEW.thu, NEW.fri, NEW.sat, NEW.sun, NEW.active)
    is distinct from row(OLD.mon, OLD.tue, OLD.wed, OLD.thu, OLD.fri, OLD.sat, OLD.sun, OLD.active))
  execute function outlier.tg_broadcast_settings__renew();
create or replace trigger _100_renew_deleted
  before delete on outlier.broadcast_settings
  for each row
  when (OLD.active)
  execute function outlier.tg_broadcast_settings__renew();
