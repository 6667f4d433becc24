-- A number that must not be texted stays so, even if its row is deleted.
begin;
select plan(26);
select test.settings();
select
  test.author(test.number(0), p_unsubscribed => true),
  test.author(test.number(1), p_exclude => true),
  test.author(test.number(2));
create function pg_temp.flags(p_person integer) returns text language sql as $$
  select concat_ws(' ', case when unsubscribed then 'unsubscribed' end, case when exclude then 'excluded' end)
  from outlier.authors where phone_number = test.number(p_person)
$$;
create function pg_temp.uploads() returns bigint language sql as $$
  with made as (
    select (api.create_campaign(
      jsonb_build_object('firstMessage', 'Hi', 'runAt', extract(epoch from test.monday('1 day'))::bigint),
      array[1, 2, 3], array['a', 'b', 'c'], array[test.number(0), test.number(1), test.number(2)], null, test.monday()
    ) ->> 'id')::bigint as id
  )
  select id from made
$$;
savepoint fresh;

delete from outlier.authors;
select is(
  (select count(*) from outlier.erased_people), 2::bigint,
  'who was not to be texted is remembered when their row is deleted, and nobody else'
);
select is((select count(*) from outlier.erased_people where digest::text like '%55501%'), 0::bigint, 'by a hash');
select ok(pg_temp.uploads() > 0, 'the next file brings them in again');
select is(pg_temp.flags(0), 'unsubscribed', 'somebody who had opted out is out');
select is(pg_temp.flags(1), 'excluded', 'somebody who was excluded is excluded');
select is(pg_temp.flags(2), '', 'somebody else is neither');
select is(
  array(select verdict from outlier.campaign_file_recipients order by line),
  array['unsubscribed', 'excluded', 'accepted'],
  'and the file''s verdicts say so'
);
select is((select count(*) from outlier.erased_people), 0::bigint, 'what was remembered is on the row again');
rollback to fresh;

truncate outlier.authors cascade;
select is((select count(*) from outlier.authors), 0::bigint, 'a table that is emptied at once');
select test.authors(3);
select is(
  array[pg_temp.flags(0), pg_temp.flags(1), pg_temp.flags(2)], array['unsubscribed', 'excluded', ''],
  'forgets no refusal either'
);
rollback to fresh;

delete from outlier.authors where phone_number = test.number(0);
select test.authors(1);
delete from outlier.authors where phone_number = test.number(0);
select test.authors(1);
select is(pg_temp.flags(0), 'unsubscribed', 'nor is it forgotten the second time');
rollback to fresh;

update outlier.authors set phone_number = test.number(50) where phone_number = test.number(0);
select is(pg_temp.flags(50), 'unsubscribed', 'under a new number they are out');
select test.authors(1);
select is(pg_temp.flags(0), 'unsubscribed', 'and so is whoever has the old one');
rollback to fresh;
delete from outlier.authors where phone_number = test.number(0);
update outlier.authors set phone_number = test.number(0) where phone_number = test.number(2);
select is(pg_temp.flags(0), 'unsubscribed', 'a row that is given a number which opted out is out');
rollback to fresh;
update outlier.authors set name = 'Ada', phone_number = phone_number;
select is(
  (select count(*) from outlier.erased_people), 0::bigint,
  'a row that keeps its number stays, and nothing is remembered'
);
update outlier.authors set unsubscribed = false, exclude = false;
delete from outlier.authors;
select is((select count(*) from outlier.erased_people), 0::bigint, 'a refusal that was taken back is none');
rollback to fresh;

-- A later statement of the person counts.
select outlier.set_consent(
  test.number(2),
  'opt_out',
  'message',
  p_words => 'STOP',
  p_said_at => test.monday('1 minute'),
  p_now => test.monday('1 minute')
);
delete from outlier.authors where phone_number = test.number(2);
update outlier.erased_people set erased_at = test.monday('5 minutes');
select test.writes(test.number(2), 'Hello?', test.monday('6 minutes'));
select is(pg_temp.flags(2), 'unsubscribed', 'somebody who opted out, was deleted and writes again is out');
select is(
  (select count(*) from outlier.consent_events where phone_number = test.number(2)), 2::bigint,
  'on record, with what was there'
);
select is((select actor from outlier.consent_events order by id desc limit 1), 'Outlier', 'as our doing');
select test.writes(test.number(2), 'START', test.monday('7 minutes'));
select is(pg_temp.flags(2), '', 'START opts them in again, as ever');
rollback to fresh;
delete from outlier.authors where phone_number = test.number(0);
update outlier.erased_people set erased_at = test.monday('5 minutes');
select test.writes(test.number(0), 'START', test.monday('6 minutes'));
select is(pg_temp.flags(0), '', 'also where it is the first thing that they say');
rollback to fresh;
delete from outlier.authors where phone_number = test.number(0);
update outlier.erased_people set erased_at = test.monday('5 minutes');
select test.receive_user_action(
  test.incoming(test.number(0), 'START', test.monday('4 minutes')), p_now => test.monday('6 minutes')
);
select is(pg_temp.flags(0), 'unsubscribed', 'a START from before their row went does not');
rollback to fresh;

-- Erasing a person also remembers the refusal, once, with the time of the erasure.
select ok(
  (outlier.erase_person(test.number(0), test.monday('1 hour')) ->> 'authors')::integer = 1, 'a person who is erased'
);
select is((select count(*) from outlier.erased_people), 1::bigint, 'is remembered once');
select is((select erased_at from outlier.erased_people), test.monday('1 hour'), 'as of the time of erasing');
select test.authors(1);
select is((select actor from outlier.consent_events), 'erase_person', 'consent_events says where it comes from');

select * from finish();
rollback;
