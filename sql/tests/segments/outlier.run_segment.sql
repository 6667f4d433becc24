begin;
select plan(6);
select test.authors(3);
select results_eq(
  $$select * from outlier.run_segment('select phone_number from authors order by phone_number desc')$$,
  array[test.number(2), test.number(1), test.number(0)],
  'the order of a segment''s query is kept'
);
select results_eq(
  $$select * from outlier.run_segment('select current_user::text as phone_number')$$,
  array['outlier_segments'],
  'a query runs as a role that may read the audience and nothing else'
);
select throws_ok($$select outlier.run_segment('select phone_number from settings')$$, '42703', null, 'it sees the tables by their names');
select throws_ok($$select outlier.run_segment('select sending_phone_number as phone_number from settings')$$, '42501', null, 'it cannot read what is not for segments');
select throws_ok($$select outlier.run_segment('select phone_number from authors) as segment; delete from outlier.authors; select segment.phone_number from (select phone_number from authors')$$, null, null, 'it cannot run a second statement that writes');
select is((select count(*) from outlier.authors), 3::bigint, 'nothing was deleted');
select * from finish();
rollback;
