begin;
select plan(4);
select test.authors(2);
select results_eq(
  $$select * from outlier.segment_phone_numbers('s', 'select a.phone_number from authors as a cross join generate_series(1, 3) as i order by i, a.phone_number') order by place$$,
  format($$values (%L, 1::bigint), (%L, 2)$$, test.number(0), test.number(1)),
  'somebody whom a query yields three times counts once, at the first place'
);
select is_empty($$select * from outlier.segment_phone_numbers('s', 'select null::text as phone_number from authors')$$, 'a null is nobody');
select throws_like(
  $$select * from outlier.segment_phone_numbers('Door knockers', 'select (1 / (length(phone_number) - length(phone_number)))::text as phone_number from authors')$$,
  'segment "Door knockers" failed: division by zero',
  'the error of a query names its segment'
);
set local statement_timeout = '200ms';
select throws_ok(
  $$select * from outlier.segment_phone_numbers('slow', 'select sum(length(md5(i::text)))::text as phone_number from generate_series(1, 5000000) as i')$$,
  'OT003', 'segment "slow" took longer than allowed',
  'a query that outlasts the time limit fails, and is named'
);
set local statement_timeout = 0;
select * from finish();
rollback;
