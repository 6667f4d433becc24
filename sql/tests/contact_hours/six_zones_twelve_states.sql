-- A send at 19:00 in Detroit to people of twelve states, each in six zones, on the days of clock changes. All are
-- Sundays.
begin;
select plan(24);
select test.with_rules();
create function pg_temp.reached(p_now timestamptz) returns table (state text, zones text) language sql as $$
  select s.code, string_agg(split_part(z.name, '/', 2), ' ' order by z.number) filter (where w.is_open)
  from unnest(array['MI', 'CA', 'CT', 'FL', 'MD', 'OK', 'TX', 'AL', 'LA', 'MS', 'RI', 'KY']) as s (code)
  cross join unnest(array['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'Pacific/Honolulu'])
    with ordinality as z (name, number)
  cross join outlier.find_place('+13135550100', z.name, s.code) as p
  cross join outlier.contact_window(p.states, p.time_zones, p_now) as w
  group by s.code
$$;
create function pg_temp.same(p_now timestamptz, p_states text[], p_zones text, p_about text) returns text language sql as $$
  select is(
    (select array_agg(distinct coalesce(r.zones, 'nowhere')) from pg_temp.reached(p_now) as r where r.state = any (p_states)),
    array[p_zones], to_char(p_now, 'YYYY-MM-DD ') || p_about
  )
$$;
select pg_temp.same(
  (u.wall + interval '19 hours') at time zone 'America/Detroit', '{MI,CA,CT,FL,MD,OK,TX,KY}',
  'New_York Chicago Denver Phoenix Los_Angeles Honolulu', 'everybody with the default'
)
from unnest(array['2026-03-08', '2026-11-01', '2027-03-14', '2027-11-07']::timestamp[]) as u (wall);
select pg_temp.same((u.wall + interval '19 hours') at time zone 'America/Detroit', '{AL,LA,MS}', 'nowhere', 'no Sundays')
from unnest(array['2026-03-08', '2026-11-01', '2027-03-14', '2027-11-07']::timestamp[]) as u (wall);
-- At 19:00 in Detroit, it is already 17:00 in Phoenix only if Detroit has standard time.
select pg_temp.same((u.wall + interval '19 hours') at time zone 'America/Detroit', '{RI}', u.zones, 'Rhode Island until five')
from (values ('2026-03-08'::timestamp, 'Phoenix Los_Angeles Honolulu'), ('2026-11-01', 'Los_Angeles Honolulu'), ('2027-03-14', 'Phoenix Los_Angeles Honolulu'), ('2027-11-07', 'Los_Angeles Honolulu')) as u (wall, zones);
-- 19:00 in Honolulu is past midnight in New York.
select pg_temp.same((u.wall + interval '19 hours') at time zone 'Pacific/Honolulu', '{MI,CA,CT,FL,MD,OK,TX,KY}', 'Honolulu', 'the last zone alone')
from unnest(array['2026-03-08', '2026-11-01', '2027-03-14', '2027-11-07']::timestamp[]) as u (wall);
-- The evening before.
select pg_temp.same((u.wall - interval '5 hours') at time zone 'America/Detroit', '{MI,CA,CT,FL,MD,OK,TX,AL,LA,MS,KY}', 'New_York Chicago Denver Phoenix Los_Angeles Honolulu', 'the Saturday before')
from unnest(array['2026-03-08', '2026-11-01', '2027-03-14', '2027-11-07']::timestamp[]) as u (wall);
-- Noon on Sunday. A clock change in the night must not move the opening by an hour.
select pg_temp.same((u.wall + interval '12 hours') at time zone 'America/Detroit' - u.before, '{MI,CA,CT,FL,MD,OK,TX,RI,KY}', u.zones, 'noon in Detroit')
from (values ('2026-03-08'::timestamp, interval '1 second', 'nowhere'), ('2026-11-01', '1 second', 'nowhere'), ('2026-03-08', '0', 'New_York'), ('2026-11-01', '0', 'New_York')) as u (wall, before, zones);
select * from finish();
rollback;
