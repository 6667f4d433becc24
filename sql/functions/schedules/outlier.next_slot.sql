create or replace function outlier.next_slot(p_times time[], p_time_zone text, p_after timestamptz)
returns timestamptz
language sql
stable
strict
set search_path = ''
as $$
  -- Nine days contain each weekday at least once. They are given in hours, which have the same length in every time
  -- zone.
  select pg_catalog.min(slot)
  from outlier.slots_between(p_times, p_time_zone, p_after, p_after + interval '216 hours') as slots (slot);
$$;
comment on function outlier.next_slot(time[], text, timestamptz) is
  'Returns the first slot of a weekly schedule after a time. Null if no day has a time.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.next_slot(time[], text, timestamptz) to outlier_reader;
