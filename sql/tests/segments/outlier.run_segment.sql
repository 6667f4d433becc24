begin;
select plan(10);
select test.authors(6);
select results_eq(
  $$select phone_number from outlier.run_segment('select phone_number from authors order by phone_number desc')$$,
  array(select test.number(i) from generate_series(5, 0, -1) as i),
  'the order of a segment''s query is kept'
);
select results_eq(
  $$select phone_number from outlier.run_segment('select current_user::text as phone_number')$$,
  array['outlier_segments'],
  'a query runs as a role that may read the audience and nothing else'
);
select throws_ok($$select outlier.run_segment('select phone_number from settings')$$, '42703', null, 'it sees the tables by their names');
select throws_ok($$select outlier.run_segment('select sending_phone_number as phone_number from settings')$$, '42501', null, 'it cannot read what is not for segments');
select throws_ok($$select outlier.run_segment('select phone_number from authors) as segment; delete from outlier.authors; select segment.phone_number from (select phone_number from authors')$$, null, null, 'it cannot run a second statement that writes');
select is((select count(*) from outlier.authors), 6::bigint, 'nothing was deleted');

update outlier.authors set unsubscribed = true where phone_number = test.number(0);
update outlier.authors set exclude = true where phone_number = test.number(2);
update outlier.authors set added_via_file_upload = true where phone_number = test.number(5);
select results_eq(
  $$select phone_number, is_barred from outlier.run_segment('select phone_number from authors order by phone_number;', 2)$$,
  format($$values (%L, false), (%L, false), (%L, true), (%L, true), (%L, true)$$, test.number(1), test.number(3), test.number(0), test.number(2), test.number(5)),
  'a limit keeps the first who may be texted, and then everybody who may not'
);
select results_eq(
  $$select phone_number from outlier.run_segment('select a.phone_number from authors as a cross join generate_series(1, 2) where a.phone_number in (select test.number(i) from generate_series(3, 4) as i) order by 1', 3)$$,
  array[test.number(3), test.number(3), test.number(4)],
  'who is mentioned twice takes two places of it'
);
select results_eq($$select phone_number from outlier.run_segment('select null::text as phone_number from authors')$$, array[]::text[], 'a null is nobody');
select results_eq(
  $$select phone_number, is_barred from outlier.run_segment('select ''nobody''::text as phone_number -- somebody else''s number', 1)$$,
  $$values ('nobody', false)$$,
  'who is nobody''s author is not barred, and a comment ends with its line'
);
select * from finish();
rollback;
