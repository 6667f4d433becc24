-- Compares contact_window() with a plain definition for each quarter of an hour in the weeks with clock changes.
begin;
select plan(9);
select test.with_rules();
-- Each distinct place of the area codes and country codes.
create temporary table places as
select row_number() over () as id, p.states, p.time_zones
from (
  select a.states, case when a.time_zones = '{}' then '{America/Detroit}' else a.time_zones::text[] end as time_zones
  from outlier.area_codes as a
  union
  select '{}', c.time_zones::text[] from outlier.country_codes as c where c.time_zones <> '{}'
) as p;
create temporary table moments (week text, starts timestamptz, t timestamptz);

-- The plain definition: a place is open if, in each of its zones, the wall clock is within the default and within each
-- row of each state. If the clock is set back, two conditions are added. The wall clock has not shown the closing time
-- earlier on that date. It will not show a time before the opening time again.
create function pg_temp.check_week(p_week text) returns setof text language plpgsql as $$
begin
  create temporary table plain on commit drop as
  with readings as (
    select m.starts, m.t, z.name, (m.t at time zone z.name) as wall
    from moments as m
    cross join (select distinct unnest(p.time_zones) as name from places as p) as z
    where m.week = p_week
  ),
  -- The wall clock of other moments matters only on days on which the clock is set back.
  seen as (
    select
      r.starts, r.t, r.name, r.wall,
      greatest(r.wall, max(r.wall) over before) as highest,
      least(r.wall, min(r.wall) over after) as lowest
    from readings as r
    window
      before as (partition by r.name, r.starts order by r.t rows between 12 preceding and current row),
      after as (partition by r.name, r.starts order by r.t rows between current row and 12 following)
  ),
  states as (
    select p.id, array_agg(distinct s.code) || array_agg(distinct s.country) as codes
    from places as p
    inner join outlier.states as s on s.code = any (p.states)
    group by p.id
  ),
  zones as (select distinct p.id, unnest(p.time_zones) as name from places as p)
  select
    z.id, s.starts, s.t,
    bool_and(
      exists (select from outlier.contact_hours as h where h.state is null and h.weekday = extract(isodow from s.wall))
      and not exists (
        select
        from outlier.contact_hours as h
        where h.weekday = extract(isodow from s.wall)
          and (h.state is null or h.state = any (c.codes))
          and (s.lowest < s.wall::date + h.opens or s.highest >= s.wall::date + h.closes)
      )
    ) as is_open
  from zones as z
  inner join seen as s on s.name = z.name
  left join states as c on c.id = z.id
  group by z.id, s.starts, s.t;
  create temporary table compared on commit drop as
  select n.*, w.is_open as found, w.until
  from (
    -- The first later moment with the other state (open or closed).
    select c.*, min(case when c.is_changed then c.t end) over later as change
    from (
      select p.*, p.is_open <> lag(p.is_open) over (partition by p.id, p.starts order by p.t) as is_changed from plain as p
    ) as c
    window later as (partition by c.id, c.starts order by c.t desc rows between unbounded preceding and 1 preceding)
  ) as n
  inner join places as l on l.id = n.id
  cross join lateral outlier.contact_window(l.states, l.time_zones, n.t) as w
  where (n.id + extract(epoch from n.t)::bigint / 900) % 3 = 0;
  return next ok((select count(c.change) > 5000 and bool_or(c.is_open) and bool_or(not c.is_open) from compared as c), p_week || ': moments of both kinds');
  return next is((select count(*) from compared as c where c.found is distinct from c.is_open), 0::bigint, p_week || ': open exactly where the plain definition is');
  return next is(
    (select count(*) from compared as c where c.change is not null and c.until is distinct from c.change), 0::bigint, p_week || ': until is the first change'
  );
  drop table plain, compared;
end;
$$;
insert into moments
select w.week, w.starts, t
from (values
  ('spring in North America, 2027', timestamptz '2027-03-12 00:00+00'), ('autumn in North America, 2026', '2026-10-30 00:00+00')
) as w (week, starts)
cross join generate_series(w.starts, w.starts + interval '5 days', interval '15 minutes') as t;
select pg_temp.check_week('spring in North America, 2027');
select pg_temp.check_week('autumn in North America, 2026');

-- Hours that begin or end at the moment of a clock change, in zones with changes at one, at two, at midnight, or by
-- half an hour.
truncate places, moments;
insert into places (id, states, time_zones)
select row_number() over (), '{}', array[z]
from unnest(array['America/New_York', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Beirut', 'America/Santiago', 'Europe/London', 'Atlantic/Azores', 'America/Phoenix']) as z;
delete from outlier.contact_hours;
insert into outlier.contact_hours (weekday, opens, closes, source, checked_on)
select h.weekday, h.opens, h.closes, 'test', '2026-11-29'
from (values
  (1, time '00:00', time '24:00'), (2, '00:00', '24:00'), (3, '01:30', '23:30'), (4, '12:00', '12:00'), (5, '00:30', '24:00'), (6, '02:15', '23:15'), (7, '00:15', '01:45')
) as h (weekday, opens, closes);
insert into moments
select 'at night', w.starts, t
from (values (timestamptz '2026-03-07 00:00+00'), ('2026-03-27 00:00+00'), ('2026-04-03 00:00+00'), ('2026-09-04 00:00+00'), ('2026-10-02 00:00+00'), ('2026-10-23 00:00+00'), ('2026-10-30 00:00+00')) as w (starts)
cross join generate_series(w.starts, w.starts + interval '5 days', interval '15 minutes') as t;
select pg_temp.check_week('at night');
select * from finish();
rollback;
