begin;
select plan(22);
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
update outlier.authors set exclude = true, added_via_file_upload = true where phone_number = test.number(2);
update outlier.authors set added_via_file_upload = true where phone_number = test.number(5);
select results_eq(
  $$select phone_number, reason from outlier.run_segment('s', 'select phone_number from authors order by phone_number;')$$,
  $$values (test.number(0), 'unsubscribed'), (test.number(1), null), (test.number(2), 'excluded'), (test.number(3), null), (test.number(4), null),
    (test.number(5), 'added_via_file_upload')$$,
  'who may not be texted is told with the reason that weighs most'
);
select results_eq(
  $$select phone_number, reason from outlier.run_segment('s', 'select phone_number from authors order by phone_number;', 3)$$,
  $$values (test.number(0), 'unsubscribed'), (test.number(1), null), (test.number(2), 'excluded'), (test.number(3), null), (test.number(4), null),
    (test.number(5), 'added_via_file_upload'), (test.number(0), 'unsubscribed'), (test.number(2), 'excluded'), (test.number(5), 'added_via_file_upload'), (null, null)$$,
  'a limit adds as many as may not be texted, so that enough are left'
);
select bag_eq(
  $$select phone_number, reason from outlier.run_segment('s', 'select phone_number from authors order by phone_number desc', 1)$$,
  $$values (test.number(5), 'added_via_file_upload'), (test.number(4), null), (test.number(3), null), (test.number(2), 'excluded'),
    (test.number(0), 'unsubscribed'), (test.number(2), 'excluded'), (test.number(5), 'added_via_file_upload'), (null, null)$$,
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

-- With those who are listed already, the limit is on who may be texted.
select results_eq(
  $$select phone_number, reason from outlier.run_segment('s', 'select phone_number from authors order by phone_number;', 4, '{}') order by reason, phone_number$$,
  $$values (test.number(5), 'added_via_file_upload'), (test.number(2), 'excluded'), (test.number(0), 'unsubscribed'), (test.number(1), null), (test.number(3), null), (test.number(4), null)$$,
  'a limit that is not reached cuts nothing'
);
select results_eq(
  $$select phone_number from outlier.run_segment('s', 'select phone_number from authors order by phone_number desc', 2, '{}') limit 2$$,
  array[test.number(4), test.number(3)],
  'only who may be texted counts, in the order of the query'
);
select bag_eq(
  $$select phone_number, reason from outlier.run_segment('s', 'select phone_number from authors order by phone_number desc', 2, '{}')$$,
  $$values (test.number(4), null), (test.number(3), null), (test.number(0), 'unsubscribed'), (test.number(2), 'excluded'), (test.number(5), 'added_via_file_upload'), (null, null)$$,
  'beyond it follow all who may not be, and a row that says that there may be more'
);
select results_eq(
  $$select phone_number from outlier.run_segment('s', 'select phone_number from authors order by phone_number desc', 2, array[test.number(4), 'nobody']) limit 2$$,
  array[test.number(3), test.number(1)],
  'who is listed already takes no place of it'
);
select is_empty($$select phone_number from outlier.run_segment('s', 'select null::text as phone_number from authors', 1)$$, 'a null is nobody');
select is_empty($$select phone_number from outlier.run_segment('s', 'select null::text as phone_number from authors')$$, 'with a limit and without');
select results_eq(
  $$select phone_number, reason from outlier.run_segment('s', 'select ''nobody''::text as phone_number -- somebody else''s number', 2)$$,
  $$values ('nobody', null::text)$$,
  'who is nobody''s author is not barred, and a comment ends with its line'
);
select results_eq(
  $$select phone_number from outlier.run_segment('s', 'select ''100 %s %1$s''::text as phone_number -- all of them')$$,
  array['100 %s %1$s'],
  'what looks like a place in a format is left alone'
);
select results_eq(
  $$select phone_number from outlier.run_segment('s', 'select 42 as phone_number union all select 43', 1, array['42'])$$,
  array['43', null],
  'what is not a text is taken as one'
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
