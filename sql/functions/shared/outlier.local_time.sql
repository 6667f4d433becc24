create or replace function outlier.local_time(p_instant timestamptz)
returns text
language sql
stable
strict
set search_path = ''
as $$
  select pg_catalog.to_char(p_instant at time zone s.time_zone, 'YYYY-MM-DD HH24:MI:SS') || ' ' || s.time_zone
  from outlier.settings as s;
$$;
comment on function outlier.local_time(timestamptz) is 'Returns a time as text for people, in settings.time_zone.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.local_time(timestamptz) to outlier_reader;
