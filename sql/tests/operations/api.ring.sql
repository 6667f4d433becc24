-- A transaction that is rolled back sends no notification. So the program's tests check that notifications arrive.
-- Shows: api.ring
begin;
select plan(1);
select lives_ok($$select api.ring('check')$$, 'a word that is no queue may be rung');
select * from finish();
rollback;
