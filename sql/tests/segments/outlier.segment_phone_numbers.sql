begin;
select plan(5);
select test.authors(2);
select results_eq(
  $$select phone_number, place, mentions from outlier.segment_phone_numbers('s', 'select a.phone_number from authors as a cross join generate_series(1, 3) as i order by i, a.phone_number') order by place$$,
  format($$values (%L, 1::bigint, 3::bigint), (%L, 2, 3)$$, test.number(0), test.number(1)),
  'somebody whom a query yields three times counts once, at the first place'
);
update outlier.authors set exclude = true where phone_number = test.number(0);
select results_eq(
  $$select phone_number, is_barred, mentions from outlier.segment_phone_numbers('s', 'select a.phone_number from authors as a cross join generate_series(1, 3) as i order by i, a.phone_number', 2) order by place$$,
  format($$values (%L, false, 2::bigint), (%L, true, 3)$$, test.number(1), test.number(0)),
  'a limit counts mentions of those who may be texted alone'
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
