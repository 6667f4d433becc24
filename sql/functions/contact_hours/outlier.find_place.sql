-- A claim calls this function for each message. So it is PL/pgSQL, which keeps its plans, and makes at most two
-- look-ups by key.
create or replace function outlier.find_place(
  p_phone_number text,
  p_time_zone text,
  p_state text,
  out states text[],
  out time_zones text[]
)
returns record
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_state is not null then
    states := array[p_state];
    if p_time_zone is null then
      select s.time_zones::text[] into time_zones from outlier.states as s where s.code = p_state;
    end if;
  elsif p_phone_number like '+1%' then
    select a.states, a.time_zones::text[]
    into states, time_zones
    from outlier.area_codes as a
    where a.code = pg_catalog.substr(p_phone_number, 3, 3);
  elsif p_time_zone is null then
    select c.time_zones::text[]
    into time_zones
    from outlier.country_codes as c
    -- Of two prefixes of one number, the longer one sorts later. So the index is read backwards from the number.
    where c.prefix <= pg_catalog.substr(p_phone_number, 2)
      and pg_catalog.starts_with(pg_catalog.substr(p_phone_number, 2), c.prefix)
    order by c.prefix desc
    limit 1;
  end if;
  states := coalesce(states, '{}');
  if p_time_zone is not null then
    time_zones := array[p_time_zone];
  elsif time_zones is null or time_zones = '{}' then
    select array[s.time_zone] into time_zones from outlier.settings as s;
  end if;
end;
$$;
comment on function outlier.find_place(text, text, text) is
  'Returns where a person is, by their number, authors.time_zone and authors.state. time_zones: the person''s zone; '
  'else those of the state; else those of the area code or country code; else settings.time_zone. states: the '
  'person''s state; else those of the area code, also if the zone is known.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.find_place(text, text, text) to outlier_reader;
