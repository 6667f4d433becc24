begin;
select plan(14);
select test.authors(6);
select results_eq(
  $$select phone_number from outlier.run_segment('s', 'select phone_number from authors order by phone_number desc')$$,
  array(select test.number(i) from generate_series(5, 0, -1) as i),
  'the order of a segment''s query is kept'
);
select results_eq(
  $$select phone_number from outlier.run_segment('s', 'select current_user::text as phone_number')$$,
  array['outlier_segments'],
  'a query runs as a role that may read the audience and nothing else'
);
select throws_like(
  $$select outlier.run_segment('s', 'select phone_number from settings')$$,
  'segment "s" failed: column "phone_number" does not exist',
  'it sees the tables by their names'
);
select throws_like(
  $$select outlier.run_segment('s', 'select sending_phone_number as phone_number from settings')$$,
  'segment "s" failed: permission denied for table settings',
  'it cannot read what is not for segments'
);
select throws_ok(
  $$select outlier.run_segment('s', 'select phone_number from authors) as segment; delete from outlier.authors; select segment.phone_number from (select phone_number from authors')$$,
  'OT003', null,
  'it cannot run a second statement that writes'
);
select is((select count(*) from outlier.authors), 6::bigint, 'nothing was deleted');
select throws_ok(
  $$select * from outlier.run_segment('Door knockers', 'select (1 / (length(phone_number) - length(phone_number)))::text as phone_number from authors')$$,
  'OT003', 'segment "Door knockers" failed: division by zero',
  'the error of a query names its segment'
);

update outlier.authors set unsubscribed = true where phone_number = test.number(0);
update outlier.authors set exclude = true where phone_number = test.number(2);
update outlier.authors set added_via_file_upload = true where phone_number = test.number(5);
select results_eq(
  $$select phone_number, is_barred from outlier.run_segment('s', 'select phone_number from authors order by phone_number;', 3)$$,
  $$values (test.number(0), true), (test.number(1), false), (test.number(2), true), (test.number(3), false), (test.number(4), false), (test.number(5), true),
    (test.number(0), true), (test.number(2), true), (test.number(5), true), (null, null)$$,
  'a limit adds as many as may not be texted, so that enough are left'
);
select bag_eq(
  $$select phone_number, is_barred from outlier.run_segment('s', 'select phone_number from authors order by phone_number desc', 1)$$,
  $$values (test.number(5), true), (test.number(4), false), (test.number(3), false), (test.number(2), true),
    (test.number(0), true), (test.number(2), true), (test.number(5), true), (null, null)$$,
  'beyond the limit follow all who may not be texted, and a row that says that there are more'
);
select results_eq(
  $$select phone_number from outlier.run_segment('s', 'select phone_number from authors order by phone_number', 4)$$,
  array(select test.number(i) from generate_series(0, 5) as i),
  'what a limit does not cut is all that the query yields'
);
select results_eq(
  $$select phone_number from outlier.run_segment('s', 'select a.phone_number from authors as a cross join generate_series(1, 2) where a.phone_number in (select test.number(i) from generate_series(3, 4) as i) order by 1', 0)$$,
  array[test.number(3), test.number(3), test.number(4), null],
  'who is mentioned twice takes two places of it'
);
select is_empty($$select phone_number from outlier.run_segment('s', 'select null::text as phone_number from authors', 1)$$, 'a null is nobody');
select results_eq(
  $$select phone_number, is_barred from outlier.run_segment('s', 'select ''nobody''::text as phone_number -- somebody else''s number', 1)$$,
  $$values ('nobody', false)$$,
  'who is nobody''s author is not barred, and a comment ends with its line'
);
set local statement_timeout = '200ms';
select throws_ok(
  $$select * from outlier.run_segment('slow', 'select sum(length(md5(i::text)))::text as phone_number from generate_series(1, 5000000) as i')$$,
  'OT003', 'segment "slow" took longer than allowed',
  'a query that outlasts the time limit fails, and is named'
);
set local statement_timeout = 0;
select * from finish();
rollback;
