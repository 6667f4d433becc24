-- A renewal of the area codes does not change rows that an administrator wrote.
begin;
select plan(9);
select test.with_rules();
create function pg_temp.renew(p_code text, p_zones text) returns void language sql as $$
  with renewal as materialized (select pg_catalog.set_config('outlier.renewal', 'on', true))
  insert into outlier.area_codes as old (code, states, time_zones, source, checked_on)
  select p_code, '{MI}', p_zones::outlier.time_zone[], 'renewed', date '2027-01-01'
  from renewal
  on conflict (code) do update
  set time_zones = excluded.time_zones, source = excluded.source, checked_on = excluded.checked_on
  where not old.changed_by_hand;
  select pg_catalog.set_config('outlier.renewal', '', true);
$$;
create function pg_temp.row_of(p_code text) returns text language sql as $$
  select concat_ws(' ', a.time_zones, a.source, a.changed_by_hand) from outlier.area_codes as a where a.code = p_code
$$;
update outlier.area_codes set time_zones = '{America/Chicago}', source = 'my own' where code = '313';
select is(pg_temp.row_of('313'), '{America/Chicago} my own t', 'a change is marked');
update outlier.area_codes set source = source where code = '734';
select is((select a.changed_by_hand from outlier.area_codes as a where a.code = '734'), false, 'a statement that changes nothing marks nothing');
insert into outlier.area_codes (code, states, time_zones, source, checked_on) values ('299', '{MI}', '{America/Detroit}', 'my own', '2026-11-29');
select is(pg_temp.row_of('299'), '{America/Detroit} my own t', 'a row of one''s own is marked');
select pg_temp.renew(c, '{America/New_York}') from unnest(array['313', '734', '299', '298']) as c;
select is(pg_temp.row_of('313'), '{America/Chicago} my own t', 'a renewal leaves a changed row alone');
select is(pg_temp.row_of('299'), '{America/Detroit} my own t', 'and a row of one''s own');
select is(pg_temp.row_of('734'), '{America/New_York} renewed f', 'renews the others');
select is(pg_temp.row_of('298'), '{America/New_York} renewed f', 'and adds new ones, which are nobody''s own');
update outlier.area_codes set changed_by_hand = false where code = '313';
select pg_temp.renew('313', '{America/New_York}');
select is(pg_temp.row_of('313'), '{America/New_York} renewed f', 'a row that is given back is renewed');
update outlier.contact_hours set closes = '19:00' where state is null and weekday = 1;
update outlier.country_codes set time_zones = '{Europe/London}' where prefix = '353';
select is(
  (select array_agg(h.weekday) from outlier.contact_hours as h where h.changed_by_hand)::text || (select array_agg(c.prefix) from outlier.country_codes as c where c.changed_by_hand)::text,
  '{1}{353}', 'hours and countries are marked too'
);
select * from finish();
rollback;
