-- Shows: table-broadcasts
begin;
select plan(28);
select test.settings();
select test.authors(2);
select test.broadcast(2, test.monday());
select test.share(test.upcoming(), test.segment());
create function pg_temp.text_is(p_text text, p_second text default null) returns text language sql as $$
  select format('update outlier.broadcasts set first_message = %L, second_message = %L where state = ''scheduled''', p_text, p_second);
$$;

select lives_ok(pg_temp.text_is(repeat('a', 1600), repeat('b', 1600)), 'texts of 1,600 characters are accepted');
select throws_ok(pg_temp.text_is(repeat('a', 1601)), '23514', null, 'a first message of 1,601 characters is refused');
select throws_ok(pg_temp.text_is('a', repeat('a', 1601)), '23514', null, 'a second message of 1,601 characters is refused');
select lives_ok(pg_temp.text_is(repeat('🚰', 1600)), 'characters count, not bytes: 1,600 emoji');
select throws_ok(pg_temp.text_is(E' \n '), '23514', null, 'a blank first message is refused');
select throws_ok(pg_temp.text_is('a', '  '), '23514', null, 'a blank second message is refused: no follow-up is null');
select lives_ok(pg_temp.text_is('It''s $$ and $body$ and "quotes" and 100 % \ ''; drop table x; --', 'O''Neil'), 'quotes, dollars and backslashes are text');
select is(
  (select original_first_message || original_second_message from outlier.broadcasts where state = 'scheduled'),
  'It''s $$ and $body$ and "quotes" and 100 % \ ''; drop table x; --O''Neil',
  'an edit is the new original'
);
select throws_ok('update outlier.broadcasts set delay = 0', '23514', null, 'a follow-up has a delay of a second or more');
select throws_ok('update outlier.broadcasts set no_users = 0', '23514', null, 'a batch is for somebody');

update outlier.broadcasts set first_message = 'short', original_first_message = 'long';
select results_eq('select first_message, original_first_message from outlier.broadcasts', $$values ('short', 'long')$$, 'an original that is given is kept');
update outlier.broadcasts set first_message = 'edited';
select is((select original_first_message from outlier.broadcasts), 'edited', 'an edit by the team replaces the original');
update outlier.broadcasts set no_users = 2;
select is((select original_first_message from outlier.broadcasts), 'edited', 'another change leaves it alone');

-- A broadcast that is locked because it is being made.
update outlier.broadcasts set editable = false;
select throws_ok('update outlier.broadcasts set no_users = 3', 'OT006', null, 'a locked broadcast keeps its size');
select throws_ok('update outlier.broadcasts set delay = 3', 'OT006', null, 'a locked broadcast keeps its delay');
select throws_ok($$update outlier.broadcasts set original_first_message = 'x'$$, 'OT006', null, 'a locked broadcast keeps its original texts');
select lives_ok($$update outlier.broadcasts set first_message = 'with short links'$$, 'its links can still be shortened');
select is((select original_first_message from outlier.broadcasts), 'edited', 'which leaves the original as the team wrote it');
update outlier.broadcasts set editable = true;

select outlier.make_broadcast(test.monday());
select throws_ok(format('update outlier.broadcasts set %s where id = test.latest()', edit), 'OT006', null, format('a broadcast that has been queued cannot be edited with no effect: %s', edit))
from unnest(array['first_message = ''x''', 'second_message = ''x''', 'original_first_message = ''x''', 'delay = 5', 'no_users = 5', 'run_at = now()']) as edit;
select lives_ok('update outlier.broadcasts set no_users = 7 where state = ''scheduled''', 'the next one can');
select lives_ok(format('update outlier.broadcasts set updated_at = %L where id = test.latest()', test.monday()), 'a change that changes nothing passes');

insert into outlier.broadcasts (first_message, editable, run_at) values ('long ago', false, '2020-01-01 12:00+00');
select results_eq(
  $$select state, made_at from outlier.broadcasts where first_message = 'long ago'$$,
  $$values ('done', timestamptz '2020-01-01 12:00+00')$$,
  'a past broadcast that is brought in is past'
);
select is((select count(*) from outlier.broadcasts where state = 'scheduled'), 1::bigint, 'and is not another upcoming one');
select * from finish();
rollback;
