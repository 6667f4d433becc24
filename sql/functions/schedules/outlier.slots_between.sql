-- Each local date and time is converted once. If the clock jumps ahead over a slot, the slot moves to after the gap. If
-- the clock is set back, the slot occurs once. The session's time zone has no effect.
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
  'Returns the slots of a weekly schedule after p_after and up to p_until. p_times: seven times, Monday first; null '
  'for a day without a slot.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.slots_between(time[], text, timestamptz, timestamptz) to outlier_reader;
