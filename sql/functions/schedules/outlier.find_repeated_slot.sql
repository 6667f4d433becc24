-- The date of the slot, and not its instant, is what a day's broadcast is known by: 10:00 in Detroit and 10:00 in Los
-- Angeles are two instants of one day. effective_from itself can be a slot that was used before an earlier change of
-- the zone.
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
  'When the latest slot that lies behind a change of the time zone comes again in the new zone, on the same date; '
  'null where none lies behind it.';
