create or replace function outlier.add_business_days(p_from timestamptz, p_days integer)
returns timestamptz
language sql
stable
strict
set search_path = ''
as $$
  -- Holidays count as business days, so a date is never too late.
  select (day.date + local.time) at time zone s.time_zone
  from outlier.settings as s
  cross join lateral (
    select (p_from at time zone s.time_zone)::date as date, (p_from at time zone s.time_zone)::time as time
  ) as local
  cross join lateral (
    select d::date as date
    from pg_catalog.generate_series(
      local.date + 1, local.date + 2 * p_days + 7, interval '1 day'
    ) as d
    where extract(isodow from d) < 6
    order by d
    offset p_days - 1
    limit 1
  ) as day;
$$;
comment on function outlier.add_business_days(timestamptz, integer) is
  'Returns the same time of day p_days business days later (Monday to Friday), in settings.time_zone.';
grant execute on function outlier.add_business_days(timestamptz, integer) to outlier_reader;
