-- Determines where people are: the time zone overrides the state, the state overrides the area code or country, and
-- those override the settings.
-- Shows: table-area_codes
begin;
select plan(47);
select test.with_rules();
select test.settings('America/Chicago');
create function pg_temp.place(p_number text, p_zone text default null, p_state text default null) returns text language sql as $$
  select array_to_string(p.states, ' ') || ' in ' || array_to_string(p.time_zones, ' ') from outlier.find_place(p_number, p_zone, p_state) as p
$$;
select is(pg_temp.place('+13135550100'), 'MI in America/New_York', 'an area code');
select is(pg_temp.place('+13135550100', null, 'AZ'), 'AZ in America/Phoenix America/Denver', 'the state is stronger');
select is(pg_temp.place('+13135550100', 'America/Phoenix', 'AZ'), 'AZ in America/Phoenix', 'and the time zone stronger still');
select is(pg_temp.place('+13135550100', 'Pacific/Honolulu'), 'MI in Pacific/Honolulu', 'a zone alone leaves the state of the area code');
select is(pg_temp.place('+447700900100', 'Pacific/Honolulu'), ' in Pacific/Honolulu', 'and of a number abroad none');
select is(pg_temp.place('+447700900100', null, 'MI'), 'MI in America/New_York America/Chicago', 'a number from abroad may live here');
select is(pg_temp.place('+447700900100'), ' in Europe/London', 'a number abroad is in its country');
select is(pg_temp.place('+33639980000'), ' in Europe/Paris', 'a country with a short code');
select is(pg_temp.place('+77010000000'), ' in Asia/Almaty', 'the longest prefix counts: Kazakhstan');
select ok((select p.time_zones @> '{Europe/Kaliningrad,Europe/Moscow,Asia/Kamchatka}' from outlier.find_place('+79000000000', null, null) as p), 'and Russia in all its zones');
select is(pg_temp.place('+18005550100'), ' in America/Chicago', 'a toll-free number is where the settings are');
select is(pg_temp.place('+12115550100'), ' in America/Chicago', 'and so is an area code that nobody knows');
select is(pg_temp.place('+80000000000'), ' in America/Chicago', 'and a number of no country');
select is(pg_temp.place('+99900000000'), ' in America/Chicago', 'and of a country code that nobody has');

-- Known facts about area codes: states and zones.
select is(pg_temp.place('+1' || f.code || '5550100'), f.place, 'area code ' || f.code)
from (
  values
    ('602', 'AZ in America/Phoenix'), ('928', 'AZ in America/Phoenix America/Denver'),
    ('850', 'FL in America/New_York America/Chicago'), ('448', 'FL in America/New_York America/Chicago'), ('305', 'FL in America/New_York'),
    ('812', 'IN in America/New_York America/Chicago'), ('930', 'IN in America/New_York America/Chicago'),
    ('208', 'ID in America/Denver America/Los_Angeles'), ('986', 'ID in America/Denver America/Los_Angeles'),
    ('915', 'TX in America/Denver'), ('432', 'TX in America/Chicago America/Denver'), ('214', 'TX in America/Chicago'),
    ('605', 'SD in America/Chicago America/Denver'), ('701', 'ND in America/Chicago America/Denver'),
    ('308', 'NE in America/Chicago America/Denver'), ('785', 'KS in America/Chicago America/Denver'),
    ('620', 'KS in America/Chicago America/Denver'), ('906', 'MI in America/New_York America/Chicago'),
    ('423', 'TN in America/New_York America/Chicago'), ('931', 'TN in America/Chicago'),
    ('606', 'KY in America/New_York America/Chicago'), ('270', 'KY in America/Chicago America/New_York'),
    ('541', 'OR in America/Los_Angeles America/Denver'), ('775', 'NV in America/Los_Angeles America/Denver'),
    ('808', 'HI in Pacific/Honolulu'), ('907', 'AK in America/Anchorage America/Adak'), ('671', 'GU in Pacific/Guam'),
    ('787', 'PR in America/Puerto_Rico'), ('939', 'PR in America/Puerto_Rico'), ('242', 'BHS in America/Nassau'),
    ('876', 'JAM in America/Jamaica'), ('902', 'NS PE in America/Halifax'), ('709', 'NL in America/St_Johns America/Halifax')
) as f (code, place);
select * from finish();
rollback;
