-- If a broadcast goes back to the weekly schedule, earlier slots do not count for it. check_and_trigger_broadcast sets
-- scheduled_after itself.
create or replace function outlier.tg_batches__count_slots()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if outlier.is_broadcast_due(OLD.run_at, now()) then
    raise exception using
      errcode = 'OT006',
      message = pg_catalog.format(
        'the time of broadcast %s cannot be removed: it was due at %s, and Outlier is starting it',
        OLD.id, outlier.local_time(OLD.run_at)
      ),
      hint = 'To postpone it, set run_at to a time in the future.';
  end if;
  NEW.scheduled_after := greatest(now(), OLD.scheduled_after);
  return NEW;
end;
$$;
comment on function outlier.tg_batches__count_slots() is
  'Makes a broadcast that goes back to the weekly schedule count slots from now on. OT006: the broadcast is due and '
  'is being made.';

create or replace trigger _200_count_slots
  before update of run_at on outlier.batches
  for each row
  when (
    OLD.kind = 'broadcast' and OLD.state = 'scheduled' and OLD.run_at is not null and NEW.run_at is null
    and NEW.scheduled_after = OLD.scheduled_after
  )
  execute function outlier.tg_batches__count_slots();
