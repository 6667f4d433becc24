-- A before trigger, so that the functions called here still use the old time zone. The time of the change is updated_at
-- if the statement sets it, otherwise now().
create or replace function outlier.tg_settings__change_time_zone()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_name text;
  v_moment timestamptz;
begin
  -- PostgreSQL accepts abbreviations, and misspelled names as zones with an offset. Other programs do not know them.
  select n.name into v_name
  from pg_catalog.pg_timezone_names as n
  where pg_catalog.lower(n.name collate "C") = pg_catalog.lower(NEW.time_zone collate "C")
  order by n.name <> NEW.time_zone
  limit 1;
  if not found then
    raise exception using
      errcode = '22023',
      message = pg_catalog.format('settings.time_zone cannot be "%s": no time zone has this name',
        outlier.mask_value(NEW.time_zone)),
      hint = 'Give the name of a row of pg_timezone_names, such as America/Detroit.';
  end if;
  NEW.time_zone := v_name;
  if TG_OP = 'INSERT' or NEW.time_zone = OLD.time_zone then
    return NEW;
  end if;

  v_moment := case when NEW.updated_at is distinct from OLD.updated_at then NEW.updated_at else now() end;
  -- Same order as in api.change_broadcast_settings: the schedule before the broadcast.
  lock table outlier.broadcast_settings in row exclusive mode;
  perform outlier.keep_due_broadcast(v_moment);
  update outlier.broadcast_settings as w
  set effective_from = greatest(
    v_moment,
    w.effective_from,
    outlier.find_repeated_slot(
      array[w.mon, w.tue, w.wed, w.thu, w.fri, w.sat, w.sun], OLD.time_zone, NEW.time_zone, w.effective_from, v_moment
    )
  )
  where w.active;
  return NEW;
end;
$$;
comment on function outlier.tg_settings__change_time_zone() is
  'Refuses a time zone that is not in pg_timezone_names (22023). A new time zone applies from the time of the change. '
  'A broadcast that is due stays due, earlier slots are neither due nor missed, and no day gets a second broadcast.';

create or replace trigger _100_change_time_zone
  before insert or update of time_zone on outlier.settings
  for each row
  execute function outlier.tg_settings__change_time_zone();
