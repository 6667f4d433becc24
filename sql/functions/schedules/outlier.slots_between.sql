-- The wall clock is turned into an instant once for each local date: a clock that jumps ahead moves a slot that falls
-- into the gap behind it, a clock that is set back runs it once, and no session's time zone has a say.
create or replace function outlier.slots_between(
  p_times time[],
  p_time_zone text,
  p_after timestamptz,
  p_until timestamptz
)
returns setof timestamptz
language sql
stable
strict
set search_path = ''
as $$
  select distinct slots.slot
  from pg_catalog.generate_series(
    (p_after at time zone p_time_zone)::date::timestamp - interval '2 days',
    (p_until at time zone p_time_zone)::date::timestamp + interval '2 days',
    interval '1 day'
  ) as days (day)
  cross join lateral (
    select (days.day::date + p_times[extract(isodow from days.day)::integer]) at time zone p_time_zone as slot
  ) as slots
  where slots.slot > p_after
    and slots.slot <= p_until
  order by slots.slot;
$$;
comment on function outlier.slots_between(time[], text, timestamptz, timestamptz) is
  'The slots of a weekly schedule (seven times, Monday first, null for a day without) in a time zone: those after '
  'p_after, up to p_until.';
-- Views call it with their reader's rights.
grant execute on function outlier.slots_between(time[], text, timestamptz, timestamptz) to outlier_reader;
