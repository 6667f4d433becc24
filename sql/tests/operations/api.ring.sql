-- That a notification is delivered is a test of the program: a transaction that is rolled back sends none.
-- Shows: api.ring
begin;
select plan(1);
select lives_ok($$select api.ring('check')$$, 'a word that is no queue may be rung');
select * from finish();
rollback;
