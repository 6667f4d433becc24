begin;
select plan(1);

select lives_ok($$ select outlier.require_read_committed('erase_person()') $$, 'as sessions are by default');

select * from finish();
rollback;
