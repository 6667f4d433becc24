-- Ten years of clock changes. 2010 to 2019 include Apia's missing day, Lord Howe's half-hour change and São Paulo's
-- missing midnights.
-- Shows: session-time-zone, clock-change
begin;
select plan(27);

create temp table cases as
select zones.zone, times.at, slots.list, dates.list as dates
from unnest(
  array['America/Detroit', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia', 'UTC']
) as zones (zone)
cross join unnest(
  array['00:00', '00:30', '01:30', '02:00', '02:15', '02:30', '03:00', '10:00', '23:30', '23:59']::time[]
) as times (at)
cross join lateral (
  select array_agg(slot order by slot) as list
  from outlier.slots_between(
    array_fill(times.at, array[7]), zones.zone,
    timestamp '2010-01-01 00:00' at time zone zones.zone - interval '1 second',
    timestamp '2020-01-01 00:00' at time zone zones.zone - interval '1 second'
  ) as slot
) as slots
cross join lateral (
  -- The local dates that exist in the zone. The query finds them by stepping through time in half hours.
  select array_agg(distinct (hour at time zone zones.zone)::date) as list
  from generate_series(
    timestamp '2010-01-01 00:00' at time zone zones.zone,
    timestamp '2019-12-31 23:30' at time zone zones.zone,
    interval '30 minutes'
  ) as hour
) as dates;

select is(
  (select array_agg(c.at) from cases as c
   where c.zone = zones.zone
     and array(
       select (slot at time zone c.zone)::date
       from unnest(c.list) as slot
     ) is distinct from array(select d from unnest(c.dates) as d order by d)),
  null,
  format('%s: every local date of ten years has exactly one slot, in order, at every time of day', zones.zone)
)
from (select distinct zone from cases order by zone) as zones;

select is(
  (select count(*) from cases as c cross join unnest(c.list) as slot
   where c.zone = zones.zone
     and (slot at time zone c.zone)::time <> c.at
     -- If the clock skips the scheduled time on that day, the slot is later. Otherwise it is not.
     and (
       (slot at time zone c.zone)::time < c.at
         or ((((slot at time zone c.zone)::date + c.at) at time zone c.zone) at time zone c.zone)::time = c.at
     )),
  0::bigint,
  format('%s: a slot is at its time on the wall clock, or behind the gap that it falls into', zones.zone)
)
from (select distinct zone from cases order by zone) as zones;

select is(
  (select array_length(dates, 1) from cases where zone = 'Pacific/Apia' limit 1),
  3651,
  'Apia''s calendar lacks a day, so the test has found the clock changes'
);
select is(
  (select array_length(dates, 1) from cases where zone = 'Europe/Berlin' limit 1), 3652, 'Berlin''s calendar lacks none'
);

-- The same under other session time zones.
create function pg_temp.hash_under(p_session_zone text) returns text language plpgsql as $$
begin
  perform set_config('timezone', p_session_zone, true);
  return (
    select md5(string_agg(extract(epoch from slot)::text, ' ' order by c.zone, c.at, slot))
    from cases as c
    cross join lateral outlier.slots_between(
      array_fill(c.at, array[7]), c.zone, timestamptz '2015-01-01 00:00+00', timestamptz '2016-01-01 00:00+00'
    ) as slot
  );
end;
$$;
select is(pg_temp.hash_under(zone), pg_temp.hash_under('UTC'), format('slots are the same in a session of %s', zone))
from unnest(array['America/Detroit', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Tokyo', 'Pacific/Apia']) as zone;
set local timezone to 'UTC';

-- Detroit, the newsroom's zone: the clock is set ahead on 2026-03-08 at 02:00, and set back on 2026-11-01 at 02:00.
select is(
  array(
    select slot
    from outlier.slots_between(
      array_fill(time '02:30', array[7]), 'America/Detroit', '2026-03-07 08:00+00', '2026-03-10 00:00+00'
    ) as slot
  ),
  array['2026-03-08 07:30+00', '2026-03-09 06:30+00']::timestamptz[],
  'a slot in the hour that is left out in spring runs once, at 03:30 on the clock'
);
select is(
  array(
    select slot
    from outlier.slots_between(
      array_fill(time '01:30', array[7]), 'America/Detroit', '2026-10-31 12:00+00', '2026-11-03 00:00+00'
    ) as slot
  ),
  array['2026-11-01 06:30+00', '2026-11-02 06:30+00']::timestamptz[],
  'a slot in the hour that comes twice in autumn runs once'
);
select is(
  array(
    select slot
    from outlier.slots_between(
      array[null, null, null, null, null, null, '10:00']::time[],
      'America/Detroit',
      '2026-03-01 15:00+00',
      '2026-03-15 14:00+00'
    ) as slot
  ),
  array['2026-03-08 14:00+00', '2026-03-15 14:00+00']::timestamptz[],
  'the start is left out and the end belongs to the stretch'
);
select is_empty(
  $$
    select outlier.slots_between(array_fill(null::time, array[7]), 'UTC', '2026-01-01 00:00+00', '2027-01-01 00:00+00')
  $$,
  'a week without times has no slot'
);
select is(
  array(select extract(isodow from slot at time zone 'UTC')::integer
        from outlier.slots_between(
          array[null, '10:00', null, '10:00', null, null, null]::time[],
          'UTC',
          '2026-03-01 00:00+00',
          '2026-03-15 00:00+00'
        ) as slot),
  array[2, 4, 2, 4],
  'a day without a time has no slot: the list begins with Monday'
);

select is(
  (
    select count(*)
    from cases as c
    where cardinality(c.list) <> (select count(distinct slot) from unnest(c.list) as slot)
  ),
  0::bigint,
  'no slot comes twice'
);
select is(
  (select count(*)
   from (
     select c.zone, c.at, slot - lag(slot) over (partition by c.zone, c.at order by place) as step
     from cases as c cross join unnest(c.list) with ordinality as listed (slot, place)
   ) as steps
   where step <= interval '0'),
  0::bigint,
  'slots are strictly increasing'
);
select is(
  (select count(*)
   from (
     select
       c.zone,
       c.at,
       extract(epoch from slot - lag(slot) over (partition by c.zone, c.at order by place)) / 3600 as hours
     from cases as c cross join unnest(c.list) with ordinality as listed (slot, place)
   ) as steps
   where hours not between 22.5 and 25.5),
  0::bigint,
  'from one day''s slot to the next it is a day, give or take a clock change, with Apia''s missing day costing none'
);
select * from finish();
rollback;
