-- Slots are whole minutes, so this step skips none. It makes scheduled_after differ from its old value, which keeps the
-- trigger count_slots from moving it.
create or replace function outlier.next_instant(p_at timestamptz)
returns timestamptz
language sql
immutable
strict
set search_path = ''
as $$
  select p_at + interval '1 microsecond';
$$;
comment on function outlier.next_instant(timestamptz) is
  'Returns the next point in time, one microsecond later. broadcasts.scheduled_after gets this value if the schedule '
  'continues from the same place as before.';
