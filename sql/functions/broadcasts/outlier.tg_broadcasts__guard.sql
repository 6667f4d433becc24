-- What has been queued is no longer changed: an edit that would have no effect fails instead.
create or replace function outlier.tg_broadcasts__guard()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if TG_OP = 'INSERT' then
    -- A past broadcast that is brought in from elsewhere.
    if NEW.state = 'upcoming' and not NEW.editable and NEW.run_at < now() then
      NEW.state := 'done';
      NEW.made_at := coalesce(NEW.made_at, NEW.run_at);
    end if;
    NEW.original_first_message := coalesce(NEW.original_first_message, NEW.first_message);
    NEW.original_second_message := coalesce(NEW.original_second_message, NEW.second_message);
    return NEW;
  end if;

  if not OLD.editable
    and row(NEW.original_first_message, NEW.original_second_message, NEW.delay, NEW.no_users)
      is distinct from row(OLD.original_first_message, OLD.original_second_message, OLD.delay, OLD.no_users)
    or OLD.state <> 'upcoming'
    and row(NEW.first_message, NEW.second_message, NEW.run_at) is distinct from row(OLD.first_message, OLD.second_message, OLD.run_at)
  then
    raise exception using
      errcode = 'OT006',
      message = pg_catalog.format('broadcast %s has been made and can no longer be changed', OLD.id),
      hint = 'Change the upcoming one, or cancel this one with outlier.cancel_broadcast().';
  end if;
  -- It goes back to the weekly schedule: slots that lie behind this moment were not its own.
  -- check_and_trigger_broadcast says itself from where on the schedule counts.
  if OLD.state = 'upcoming' and OLD.run_at is not null and NEW.run_at is null
    and NEW.scheduled_after = OLD.scheduled_after
  then
    if outlier.is_due(OLD.run_at, now()) then
      raise exception using
        errcode = 'OT006',
        message = pg_catalog.format('broadcast %s stays due at %s: its time has come, so it is being made',
          OLD.id, outlier.local_time(OLD.run_at)),
        hint = 'To put it off, give it a run_at in the future.';
    end if;
    NEW.scheduled_after := greatest(now(), OLD.scheduled_after);
  end if;
  if OLD.editable then
    -- The team's edit is the new original, unless the original itself is set, or its links are shortened.
    if NEW.first_message is distinct from OLD.first_message
      and NEW.original_first_message = OLD.original_first_message
      and NEW.first_message <> outlier.with_short_links(OLD.original_first_message)
    then
      NEW.original_first_message := NEW.first_message;
    end if;
    if NEW.second_message is distinct from OLD.second_message
      and NEW.original_second_message is not distinct from OLD.original_second_message
      and NEW.second_message is distinct from outlier.with_short_links(OLD.original_second_message)
    then
      NEW.original_second_message := NEW.second_message;
    end if;
  end if;
  NEW.updated_at := now();
  return NEW;
end;
$$;
comment on function outlier.tg_broadcasts__guard() is
  'Keeps the original texts beside the edited ones, refuses changes to a broadcast that has been made, and lets one '
  'that goes back to the weekly schedule count its slots from then on.';

create or replace trigger _100_guard
  before insert or update on outlier.broadcasts
  for each row
  execute function outlier.tg_broadcasts__guard();
