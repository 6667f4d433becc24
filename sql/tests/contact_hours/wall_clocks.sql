-- Checks contact_window() across clock changes, and at the limits of the values that rows can have.
begin;
select plan(39);
select test.with_rules();
-- The same hours (opens, closes) on each day for everyone.
create function pg_temp.hours(p_opens time, p_closes time) returns void language sql as $$
  delete from outlier.contact_hours;
  insert into outlier.contact_hours (weekday, opens, closes, source, checked_on)
  select w, p_opens, p_closes, 'test', '2026-11-29' from generate_series(1, 7) as w;
$$;
-- "open until" or "closed until", with the time in UTC.
create function pg_temp.window(p_now timestamptz, variadic p_zones text[]) returns text language sql as $$
  select case when w.is_open then 'open' else 'closed' end || coalesce(' until ' || to_char(w.until at time zone 'UTC', 'MM-DD HH24:MI'), '')
  from outlier.contact_window('{}', p_zones, p_now) as w
$$;
savepoint as_shipped;

-- The default hours, in zones with every kind of clock change.
select is(pg_temp.window('2026-03-02 13:59:59+00', 'America/Detroit'), 'closed until 03-02 14:00', 'a second before nine');
select is(pg_temp.window('2026-03-02 14:00+00', 'America/Detroit'), 'open until 03-03 01:00', 'nine is in');
select is(pg_temp.window('2026-03-03 00:59:59.999999+00', 'America/Detroit'), 'open until 03-03 01:00', 'the last moment');
select is(pg_temp.window('2026-03-03 01:00+00', 'America/Detroit'), 'closed until 03-03 14:00', 'eight in the evening is out');
select is(pg_temp.window('2026-03-08 01:00+00', 'America/Detroit'), 'closed until 03-08 16:00', 'from Saturday evening to noon on the Sunday on which the clocks go forward');
select is(pg_temp.window('2026-11-01 00:00+00', 'America/Detroit'), 'closed until 11-01 17:00', 'and back');
select is(pg_temp.window('2027-03-14 01:00+00', 'America/Detroit'), 'closed until 03-14 16:00', 'in 2027');
select is(pg_temp.window('2027-11-07 00:00+00', 'America/Detroit'), 'closed until 11-07 17:00', 'and back in 2027');
select is(pg_temp.window('2026-03-08 18:00+00', 'America/Phoenix'), 'closed until 03-08 19:00', 'Arizona stays where it is');
select is(pg_temp.window('2026-03-08 18:00+00', 'America/Denver'), 'open until 03-09 02:00', 'while the Navajo Nation goes along with Denver');
select is(pg_temp.window('2026-07-06 15:30+00', 'America/Phoenix', 'America/Denver'), 'closed until 07-06 16:00', 'in summer the later of the two opens');
select is(pg_temp.window('2026-07-07 01:30+00', 'America/Phoenix', 'America/Denver'), 'open until 07-07 02:00', 'and the earlier closes');
select is(pg_temp.window('2026-03-08 22:00+00', 'Pacific/Honolulu'), 'open until 03-09 06:00', 'Hawaii');
select is(pg_temp.window('2026-07-06 13:00+00', 'America/Puerto_Rico'), 'open until 07-07 00:00', 'Puerto Rico');
select is(pg_temp.window('2026-07-06 03:29+00', 'Asia/Kolkata'), 'closed until 07-06 03:30', 'half an hour in India');
select is(pg_temp.window('2026-07-06 12:00+00', 'America/St_Johns'), 'open until 07-06 22:30', 'and in Newfoundland');
select is(pg_temp.window('2026-07-06 22:00+00', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'), 'open until 07-07 06:00', '25 hours apart: Tuesday there, Monday here, and nearly all hours in common');
select is(pg_temp.window('2026-07-06 12:00+00', 'America/New_York', 'Asia/Shanghai'), 'closed', 'twelve hours apart: never');
select is(pg_temp.window('2026-07-06 12:00+00', variadic '{}'), 'closed', 'nowhere: never');

-- Hours that begin in the skipped hour or in the repeated one.
select pg_temp.hours('02:30', '20:00');
select is(pg_temp.window('2026-03-08 06:59+00', 'America/New_York'), 'closed until 03-08 07:00', 'what opens in the skipped hour opens after it');
select is(pg_temp.window('2026-03-08 07:00+00', 'America/New_York'), 'open until 03-09 00:00', 'at once');
select is(pg_temp.window('2026-10-03 15:00+00', 'Australia/Lord_Howe'), 'closed until 10-03 15:30', 'also where half an hour is skipped');
select pg_temp.hours('01:00', '02:30');
select is(pg_temp.window('2026-03-08 06:30+00', 'America/New_York'), 'open until 03-08 07:00', 'what closes in the skipped hour closes before it');
select pg_temp.hours('02:10', '02:50');
select is(pg_temp.window('2026-03-08 06:30+00', 'America/New_York'), 'closed until 03-09 06:10', 'what lies in the skipped hour is not open on that day');
select pg_temp.hours('01:30', '20:00');
select is(pg_temp.window('2026-11-01 05:45+00', 'America/New_York'), 'closed until 11-01 06:30', 'what opens in the doubled hour opens in its second pass');
select is(pg_temp.window('2026-11-01 06:30+00', 'America/New_York'), 'open until 11-02 01:00', 'and stays open');
select pg_temp.hours('00:00', '01:30');
select is(pg_temp.window('2026-11-01 05:15+00', 'America/New_York'), 'open until 11-01 05:30', 'what closes in the doubled hour closes in its first pass');
select is(pg_temp.window('2026-11-01 06:15+00', 'America/New_York'), 'closed until 11-02 05:00', 'and does not open again in the second');
select pg_temp.hours('01:15', '01:45');
select is(pg_temp.window('2026-11-01 05:20+00', 'America/New_York'), 'closed until 11-02 06:15', 'what lies in the doubled hour is not open on that day');
-- Zones in which midnight itself is skipped or repeated.
select pg_temp.hours('00:00', '24:00');
select is(
  (select w.until from outlier.contact_window('{}', '{America/Havana,Asia/Beirut,America/Santiago}', '2026-03-02 12:00+00') as w),
  'infinity'::timestamptz,
  'what is always open does not close when the clocks change at midnight'
);
select pg_temp.hours('00:00', '20:00');
select is(pg_temp.window('2026-03-28 21:59+00', 'Asia/Beirut'), 'closed until 03-28 22:00', 'a midnight that is skipped opens at one o''clock, which is the same moment');
-- Newer time zone data may have no change in Havana on that day.
select is(
  pg_temp.window('2026-11-01 04:30+00', 'America/Havana'),
  case
    when timestamptz '2026-11-02 12:00+00' at time zone 'America/Havana' = timestamp '2026-11-02 07:00' then 'closed until 11-01 05:00'
    else 'open until 11-02 00:00'
  end,
  'a midnight that is doubled opens the second time'
);

-- Hours that continue over midnight, and places that never open.
select pg_temp.hours('00:00', '24:00');
update outlier.contact_hours set opens = '09:00' where weekday = 1;
update outlier.contact_hours set closes = '20:00' where weekday = 3;
select is(pg_temp.window('2026-03-02 15:00+00', 'America/Detroit'), 'open until 03-05 01:00', 'three days without a night are one opening');
select is(pg_temp.window('2026-03-05 02:00+00', 'America/Detroit'), 'closed until 03-05 05:00', 'then a night');
update outlier.contact_hours set opens = '10:00', closes = '10:00' where weekday <> 6;
update outlier.contact_hours set opens = '10:00', closes = '11:00' where weekday = 6;
select is(pg_temp.window('2026-03-07 16:00+00', 'America/Detroit'), 'closed until 03-14 14:00', 'once in a week is found, after the clocks went forward');
delete from outlier.contact_hours where weekday = 6;
select is(pg_temp.window('2026-03-07 16:00+00', 'America/Detroit'), 'closed', 'a weekday without a default row is closed');
delete from outlier.contact_hours;
select is(pg_temp.window('2026-03-02 17:00+00', 'America/Detroit'), 'closed', 'without any default row all days are');
insert into outlier.contact_hours (state, weekday, opens, closes, source, checked_on)
values ('MI', 1, '09:00', '20:00', 'test', '2026-11-29');
select is(
  (select w::text from outlier.contact_window('{MI}', '{America/Detroit}', '2026-03-02 17:00+00') as w), '(f,)', 'also where a state has rows'
);
rollback to as_shipped;
select is(
  (select w.until from outlier.contact_window(null, '{America/Detroit}', '2026-03-02 13:00+00') as w),
  '2026-03-02 14:00+00'::timestamptz,
  'a person in no state has the default'
);
select * from finish();
rollback;
