-- Selects the rows that apply to a person, and checks the rows that an administrator writes.
begin;
select plan(55);
select test.with_rules();
select test.settings();
create function pg_temp.at(p_states text[], p_zone text, p_wall timestamp) returns text language sql as $$
  select case when w.is_open then 'open' else 'closed' end || coalesce(to_char(w.until at time zone p_zone, ' FMDy HH24:MI'), '')
  from outlier.contact_window(p_states, array[p_zone], p_wall at time zone p_zone) as w
$$;
savepoint as_shipped;

-- The hours in the rows. 2 March 2026 is a Monday.
select is(
  (select array_agg(w.weekday order by w.weekday) from outlier.contact_hours as w where w.state is null),
  '{1,2,3,4,5,6,7}', 'each weekday has a default'
);
select is(
  pg_temp.at(array[r.state], 'America/New_York', timestamp '2026-03-02 12:30' + make_interval(days => r.weekday - 1)),
  case when r.closes = '' then 'closed Mon 09:00' else 'open ' || to_char(date '2026-03-01' + r.weekday, 'FMDy ') || r.closes end,
  format('%s on weekday %s', coalesce(r.state, 'no state'), r.weekday)
)
from (
  values
    (null, 1, '20:00'), (null, 7, '20:00'), ('MI', 1, '20:00'), ('CT', 1, '20:00'), ('CT', 7, '20:00'), ('FL', 6, '20:00'), ('MD', 3, '20:00'),
    ('OK', 7, '20:00'), ('TX', 1, '20:00'), ('TX', 7, '20:00'), ('AL', 7, ''), ('LA', 7, ''), ('MS', 7, ''), ('AL', 6, '20:00'), ('RI', 1, '18:00'),
    ('RI', 6, '17:00'), ('RI', 7, '17:00'), ('KY', 1, '20:00')
) as r (state, weekday, closes);
select is(pg_temp.at('{KY}', 'America/New_York', '2026-03-02 09:30'), 'closed Mon 10:00', 'Kentucky opens at ten');
select is(pg_temp.at('{TN,KY,RI}', 'America/New_York', '2026-03-02 12:00'), 'open Mon 18:00', 'of several states every one must be open');
select is(pg_temp.at('{TN,KY,RI}', 'America/New_York', '2026-03-02 18:00'), 'closed Tue 10:00', 'and until every one is');
select is(pg_temp.at('{JAM}', 'America/Jamaica', '2026-03-02 19:59'), 'open Mon 20:00', 'a country without rows has the default');

-- An administrator sets longer hours.
update outlier.contact_hours set opens = '07:00', closes = '23:00' where state is null;
select is(pg_temp.at('{FL}', 'America/New_York', '2026-03-02 19:00'), 'open Mon 20:00', 'the rows of a state still narrow a longer default');
select is(pg_temp.at('{FL}', 'America/New_York', '2026-03-02 07:30'), 'closed Mon 08:00', 'on both sides');
select is(pg_temp.at('{TX}', 'America/Chicago', '2026-03-08 11:00'), 'closed Sun 12:00', 'Texas on a Sunday');
select is(pg_temp.at('{TX}', 'America/Chicago', '2026-03-08 20:30'), 'open Sun 21:00', 'and until nine');
select is(pg_temp.at('{AL}', 'America/Chicago', '2026-03-07 20:30'), 'closed Mon 08:00', 'no Sunday in Alabama');
select is(pg_temp.at('{MI}', 'America/New_York', '2026-03-02 19:00'), 'open Mon 21:00', 'elsewhere in the United States the federal window');
select is(pg_temp.at('{ON}', 'America/Toronto', '2026-03-02 19:00'), 'open Mon 23:00', 'which is not Canada''s');
select is(pg_temp.at('{}', 'Europe/London', '2026-03-02 19:00'), 'open Mon 23:00', 'nor that of numbers abroad');
insert into outlier.contact_hours (state, weekday, opens, closes, source, checked_on) values ('CAN', 1, '10:00', '18:00', 'test', '2026-11-29');
select is(pg_temp.at('{ON}', 'America/Toronto', '2026-03-02 12:00'), 'open Mon 18:00', 'a row for a country counts in each of its provinces');
select is(pg_temp.at('{MI}', 'America/New_York', '2026-03-02 12:00'), 'open Mon 21:00', 'and in no other country');
delete from outlier.contact_hours where state is null and weekday = 2;
select is(pg_temp.at('{MI}', 'America/New_York', '2026-03-02 22:00'), 'closed Wed 08:00', 'a weekday whose default was deleted is closed');
delete from outlier.contact_hours where state is null;
select is(pg_temp.at('{MI}', 'America/New_York', '2026-03-02 12:00'), 'closed', 'without any default nobody is texted');
rollback to as_shipped;

-- The place of a person.
select test.author('+13135550101');
select test.author('+13135550102');
update outlier.authors set state = 'AL', time_zone = 'America/Chicago' where phone_number = '+13135550102';
select is(
  (select h::text from outlier.contact_hours_at('+13135550101', '2026-03-08 17:00+00') as h),
  '({MI},{America/New_York},t,"2026-03-09 00:00:00+00")', 'a person of whom only the number is known'
);
select is(
  (select h::text from outlier.contact_hours_at('+13135550102', '2026-03-08 17:00+00') as h),
  '({AL},{America/Chicago},f,"2026-03-09 14:00:00+00")', 'a person whose state and zone are known'
);
select is(
  (select h::text from outlier.contact_hours_at('+13135550199', '2026-03-08 17:00+00') as h),
  '({MI},{America/New_York},t,"2026-03-09 00:00:00+00")', 'a number that is no author''s'
);
select is(
  (select h.states from outlier.contact_hours_at(null, '2026-03-08 17:00+00') as h), '{}', 'no number at all'
);

-- Invalid values.
select throws_like($$update outlier.authors set time_zone = 'Mars/Olympus'$$, '%"Mars/Olympus"%not recognized%', 'a zone that nobody knows, of a person');
select throws_like($$update outlier.authors set time_zone = 'EST'$$, '%time_zone_is_an_IANA_name_such_as_America/Detroit%', 'an abbreviation');
select throws_like($$update outlier.authors set state = 'Michigan'$$, '%state_is_a_code_of_outlier.states%', 'a state that is no code');
select throws_like($$update outlier.states set time_zones = '{Mars/Olympus}' where code = 'MI'$$, '%"Mars/Olympus"%not recognized%', 'of a state');
select throws_like($$update outlier.states set time_zones = '{}' where code = 'MI'$$, '%time_zones_are_at_least_one%', 'a state without a zone');
select throws_like($$update outlier.area_codes set time_zones = '{EST5EDT}' where code = '313'$$, '%time_zone_is_an_IANA_name_such_as_America/Detroit%', 'of an area code');
select throws_like($$update outlier.area_codes set time_zones = '{null}' where code = '313'$$, '%time_zones_are_not_null%', 'no zone among the zones');
select throws_ok(
  $$update outlier.area_codes set states = '{MI,Ohio}' where code = '313'$$, 'OT010',
  'the area code 313 cannot be in the state "Ohio": outlier.states does not contain this state', 'an area code in a state that is no code'
);
select throws_like($$update outlier.country_codes set time_zones = '{Mars/Olympus}' where prefix = '44'$$, '%"Mars/Olympus"%not recognized%', 'of a country');
select throws_like($$update outlier.contact_hours set opens = '21:00' where state is null and weekday = 1$$, '%opens_is_not_after_closes%', 'hours that end before they begin');
select throws_like($$
  insert into outlier.contact_hours (weekday, opens, closes, source, checked_on) values (1, '09:00', '20:00', 'test', '2026-11-29')
$$, '%a_state_has_one_row_for_each_weekday%', 'a second default for one weekday');
select throws_like($$
  insert into outlier.contact_hours (state, weekday, opens, closes, source, checked_on) values ('XX', 1, '09:00', '20:00', 'test', '2026-11-29')
$$, '%state_is_a_code_of_outlier.states%', 'hours of a state that does not exist');

-- The shipped data is consistent and unchanged.
select is(
  (select array_agg(a.code) from outlier.area_codes as a where exists (select from unnest(a.states) as s (code) where not exists (select from outlier.states as o where o.code = s.code))),
  null, 'each area code lies in states that there are'
);
select is(
  (select array_agg(a.code) from outlier.area_codes as a where (cardinality(a.states) = 0) <> (cardinality(a.time_zones) = 0)), null,
  'an area code has states and zones, or none of both'
);
-- An area code has zones that its states do not have. One of the two must be wrong.
select is(
  (
    select array_agg(distinct a.code || ' ' || z.name)
    from outlier.area_codes as a
    cross join unnest(a.time_zones) as z (name)
    where not exists (select from outlier.states as s where s.code = any (a.states) and z.name::text = any (s.time_zones::text[]))
  ),
  null, 'the zones of an area code are zones of its states'
);
select is(
  (select count(*) from outlier.area_codes as a where a.changed_by_hand) + (select count(*) from outlier.country_codes as c where c.changed_by_hand)
    + (select count(*) from outlier.contact_hours as h where h.changed_by_hand),
  0::bigint, 'nothing that was shipped counts as changed by hand'
);
select * from finish();
rollback;
