-- Slots are whole minutes, so the step passes none; and a statement that sets a time that differs says that it has
-- decided itself.
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
  'The next instant: broadcasts.scheduled_after is set to it where the schedule counts from the same place on as '
  'before.';
