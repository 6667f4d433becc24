-- A ZIP code determines a person's state if no better source does.
-- Shows: zipcode
begin;
select plan(14);
select test.settings();
select results_eq(
  $$
    select z.zipcode, outlier.find_zipcode_state(z.zipcode)
    from unnest(array['48201', '48201-1234', ' 482011234 ', '06390', '06391', '00601', '96799', '96813', '09012', '4820',
      'K1A 0B1', '482o1', '']) with ordinality as z (zipcode, place)
    order by z.place
  $$,
  $$
    values ('48201', 'MI'), ('48201-1234', 'MI'), (' 482011234 ', 'MI'), ('06390', 'NY'), ('06391', 'CT'),
      ('00601', 'PR'), ('96799', 'AS'), ('96813', 'HI'), ('09012', null), ('4820', null), ('K1A 0B1', null),
      ('482o1', null), ('', null)
  $$,
  'five digits, or nine, name a state'
);
select is(
  (
    select count(*)
    from outlier.zipcodes as z
    inner join outlier.zipcodes as other
      on other.first_zipcode > z.first_zipcode and other.first_zipcode <= z.last_zipcode
  ),
  0::bigint,
  'ranges do not overlap'
);
select is(
  (
    select array_agg(s.code order by s.code)
    from outlier.states as s
    where s.country = 'USA'
      and length(s.code) = 2
      and not exists (select from outlier.zipcodes as z where z.state = s.code)
  ),
  null,
  'every state and territory has some'
);
select test.authors(1);
create function pg_temp.state() returns text language sql as $$
  select a.state from outlier.authors as a where a.phone_number = test.number(0)
$$;
update outlier.authors set zipcode = '48201';
select is(pg_temp.state(), 'MI', 'the state follows the ZIP code');
update outlier.authors set zipcode = '10001';
select is(pg_temp.state(), 'NY', 'and its change');
update outlier.authors set state = 'OH';
update outlier.authors set zipcode = '60601';
select is(pg_temp.state(), 'OH', 'but a state that an administrator wrote stays');
update outlier.authors set state = null, zipcode = null;
select is(pg_temp.state(), null, 'until it is taken away');
update outlier.authors set zipcode = 'none';
select is(pg_temp.state(), null, 'what is no ZIP code says nothing');
update outlier.authors set zipcode = '96813', state = 'CA';
select is(pg_temp.state(), 'CA', 'a state written beside the ZIP code counts');
update outlier.authors set state = null, zipcode = '96813';
select is(pg_temp.state(), 'HI', 'a ZIP code alone counts');
update outlier.authors set zipcode = null;
select is(pg_temp.state(), null, 'and goes with it');
insert into outlier.authors (phone_number, zipcode) values (test.number(1), '99501');
select is(
  (select a.state from outlier.authors as a where a.phone_number = test.number(1)), 'AK', 'somebody new has one at once'
);

-- Messages that wait for contact hours are checked again.
select test.with_rules();
update outlier.settings set time_zone = 'America/New_York';
update outlier.authors set zipcode = '96813' where phone_number = test.number(0);
select test.segment();
select test.broadcast(1, test.monday());
select test.share(test.upcoming(), (select id from outlier.audience_segments), 100);
delete from outlier.authors where phone_number <> test.number(0);
select outlier.make_broadcast(test.monday());
select is(test.claimed(test.claim(test.monday('1 second'))), '{}', 'at five in the morning in Hawaii nothing leaves');
update outlier.authors set zipcode = '10001' where phone_number = test.number(0);
select is(test.claimed(test.claim(test.monday('2 seconds'))), array[test.number(0)], 'and at ten in New York it does');
select * from finish();
rollback;
