create or replace function outlier.next_slot(p_times time[], p_time_zone text, p_after timestamptz)
returns timestamptz
language sql
stable
strict
set search_path = ''
as $$
  -- Nine days in hours, which are the same in every time zone, hold each weekday at least once.
  select pg_catalog.min(slot)
  from outlier.slots_between(p_times, p_time_zone, p_after, p_after + interval '216 hours') as slots (slot);
$$;
comment on function outlier.next_slot(time[], text, timestamptz) is
  'The first slot of a weekly schedule after an instant; null where no day has a time.';
-- Views call it with their reader's rights.
grant execute on function outlier.next_slot(time[], text, timestamptz) to outlier_reader;
