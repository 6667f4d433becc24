-- A day's broadcast is identified by the date of its slot, not by its time: 10:00 in Detroit and 10:00 in Los Angeles
-- are two times on one day. effective_from itself can be a slot that was used before an earlier change of the time
-- zone.
create or replace function outlier.find_repeated_slot(
  p_times time[],
  p_old_zone text,
  p_new_zone text,
  p_effective_from timestamptz,
  p_now timestamptz
)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select (days.day + p_times[extract(isodow from days.day)::integer]) at time zone p_new_zone
  from (
    select pg_catalog.max((slots.slot at time zone p_old_zone)::date) as day
    from outlier.slots_between(
      p_times,
      p_old_zone,
      greatest(p_effective_from, p_now - interval '216 hours') - interval '1 microsecond',
      greatest(p_effective_from, p_now)
    ) as slots (slot)
  ) as days;
$$;
comment on function outlier.find_repeated_slot(time[], text, text, timestamptz, timestamptz) is
  'Returns the time at which the latest slot before a change of the time zone occurs again in the new time zone, on '
  'the same date. Null if there was no such slot.';
