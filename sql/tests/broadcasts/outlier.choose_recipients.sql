begin;
select plan(31);
select test.settings();
select test.authors(10);
select test.broadcast(10);
create function pg_temp.listed(p_segment bigint) returns table (person text, reason text) language sql as $$
  select r.phone_number, r.reason from outlier.recipients as r where r.audience_segment_id = p_segment order by r.id;
$$;

-- The segment yields the first person five times. If the function read only as many rows as people are wanted, it would
-- find no other person.
select test.let('often', to_jsonb(test.segment('often', format(
  'select a.phone_number from authors as a cross join lateral generate_series(1, case a.phone_number when %L then 5 '
  'else 1 end) where a.phone_number <= %L order by 1',
  test.number(0),
  test.number(3)))));
select is(
  outlier.choose_recipients(test.upcoming(), test.get('often')::bigint, 3),
  3,
  'who is mentioned again and again takes one place'
);
select results_eq(
  format('select person from pg_temp.listed(%s)', test.get('often')),
  array[test.number(0), test.number(1), test.number(2)],
  'the others follow in the order of the query'
);
select is(
  outlier.choose_recipients(test.upcoming(), test.get('often')::bigint, 3),
  1,
  'a second call adds only those who are not in it yet'
);

-- The segment first yields people who are already listed, and then numbers without an author.
select test.let('unknown', to_jsonb(test.segment('unknown', format(
  'select phone_number from authors where phone_number <= %L union all (select ''nobody '' || i from '
  'generate_series(1, 4) as i order by i) union all (select phone_number from authors where phone_number > %L order '
  'by 1)',
  test.number(3),
  test.number(3)))));
update outlier.authors set unsubscribed = true where phone_number = test.number(5);
update outlier.authors
set unsubscribed = true, exclude = true, added_via_file_upload = true
where phone_number = test.number(7);
update outlier.authors set exclude = true, added_via_file_upload = true where phone_number = test.number(8);
update outlier.authors set added_via_file_upload = true where phone_number = test.number(9);
select is(
  outlier.choose_recipients(test.upcoming(), test.get('unknown')::bigint, 2),
  2,
  'who is nobody''s author does not use up the quota'
);
select set_eq(
  format('select person from pg_temp.listed(%s) where reason is null', test.get('unknown')),
  array[test.number(4), test.number(6)],
  'the next who may be texted fill it'
);
select is(
  (select count(*) from pg_temp.listed(test.get('unknown')::bigint) where reason = 'invalid_number'),
  2::bigint,
  'numbers that are nobody''s author are listed as invalid, as many as people were wanted'
);
select set_eq(
  format('select person, reason from pg_temp.listed(%s) where reason <> ''invalid_number''', test.get('unknown')),
  format($$values (%L, 'unsubscribed')$$, test.number(5)),
  'whoever may not be texted and came before the share was full is listed, and nobody beyond it'
);
select is(outlier.choose_recipients(test.upcoming(), test.get('unknown')::bigint, 0), 0, 'a share of nobody');
select is((select count(*) from pg_temp.listed(test.get('unknown')::bigint)), 5::bigint, 'lists nobody');
select is(
  outlier.choose_recipients(test.upcoming(), test.get('unknown')::bigint, 5), 0, 'a segment that is used up adds nobody'
);
select set_eq(
  format('select person, reason from pg_temp.listed(%s) where reason <> ''invalid_number''', test.get('unknown')),
  format($$
    values (%L, 'unsubscribed'), (%L, 'unsubscribed'), (%L, 'excluded'), (%L, 'added_via_file_upload')
  $$, test.number(5), test.number(7), test.number(8), test.number(9)),
  'a share that does not fill lists everybody who may not be texted, with the reason that weighs most'
);
select is(
  (select count(*) - count(distinct phone_number) from outlier.recipients), 0::bigint, 'nobody is listed twice'
);

-- The segment yields a barred person so often that the function, if it read only as many rows as people are wanted,
-- would find no other person.
insert into outlier.authors (phone_number, unsubscribed)
select test.number(i), i = 10
from generate_series(10, 13) as i;
select test.let('barred', to_jsonb(test.segment('barred', format(
  'select a.phone_number from authors as a cross join lateral generate_series(1, case a.phone_number when %L then 50 '
  'else 1 end) where a.phone_number >= %L order by 1',
  test.number(10),
  test.number(10)))));
select is(
  outlier.choose_recipients(test.upcoming(), test.get('barred')::bigint, 2),
  2,
  'who may not be texted and is mentioned again and again takes no place'
);
select results_eq(
  format('select person, reason from pg_temp.listed(%s) order by person', test.get('barred')),
  format($$values (%L, 'unsubscribed'), (%L, null), (%L, null)$$, test.number(10), test.number(11), test.number(12)),
  'and is listed once'
);

-- If the plan estimates few more rows than wanted, the query runs once and completely. Otherwise it is cut off. Both
-- must choose the same people.
delete from outlier.recipients;
analyze outlier.authors;
select test.let('all', to_jsonb(test.segment('all', 'select phone_number from authors order by phone_number desc')));
select is(
  outlier.choose_recipients(test.upcoming(), test.get('all')::bigint, 7),
  7,
  'of hardly more than are wanted so many are taken'
);
select test.let(
  'once', (select jsonb_agg(jsonb_build_array(person, reason)) from pg_temp.listed(test.get('all')::bigint))
);
select is(
  (select array_agg(person) from pg_temp.listed(test.get('all')::bigint) where reason is null),
  array[
    test.number(13), test.number(12), test.number(11), test.number(6), test.number(4), test.number(3), test.number(2)
  ],
  'the foremost who may be texted, in the order of the query'
);
delete from outlier.recipients;
select outlier.choose_recipients(test.upcoming(), test.get('all')::bigint, 3);
select outlier.choose_recipients(test.upcoming(), test.get('all')::bigint, 4);
select is(
  (
    select jsonb_agg(jsonb_build_array(person, reason) order by reason nulls first, person desc)
    from pg_temp.listed(test.get('all')::bigint)
  ),
  (
    select jsonb_agg(rows.row order by rows.row -> 1 #>> '{}' nulls first, rows.row -> 0 desc)
    from jsonb_array_elements(test.get('once')) as rows (row)
  ),
  'of many more they are the same, and so are those left out'
);

-- A segment that yields different numbers at each run.
delete from outlier.recipients;
delete from outlier.incidents;
select test.let(
  'invented',
  to_jsonb(
    test.segment(
      'invented',
      $$
        select '+1' || (2000000000 + floor(random() * 7000000000))::bigint as phone_number
        from generate_series(1, 20) as i
      $$
    )
  )
);
select is(
  outlier.choose_recipients(test.upcoming(), test.get('invented')::bigint, 5, test.monday()), 0,
  'numbers that are invented choose nobody'
);
select is(
  (select count(*) from pg_temp.listed(test.get('invented')::bigint) where reason = 'invalid_number'), 5::bigint,
  'and as many of them are listed as people were wanted'
);
select results_eq(
  $$
    select
      kind,
      message ~ '^segment "invented" yielded 20 numbers that are not in outlier.authors, and only 0 of the 5 people that were needed$',
      hint is not null,
      occurred_at
    from outlier.problems
    where kind = 'segment_unknown_numbers'
  $$,
  $$values ('segment_unknown_numbers', true, true, test.monday())$$, 'and the problems say why'
);
select is((select batch_id from outlier.incidents), test.upcoming(), 'of which broadcast');
delete from outlier.recipients;
delete from outlier.incidents;
select test.let('mixed', to_jsonb(test.segment('mixed', format(
  $$
    select coalesce(a.phone_number, '+1' || (2000000000 + floor(random() * 7000000000))::bigint) as phone_number
    from generate_series(1, 40) as i
    left join authors as a on i > 35
      and a.phone_number = %L
  $$,
  test.number(0)))));
select is(
  outlier.choose_recipients(test.upcoming(), test.get('mixed')::bigint, 5, test.monday()), 1,
  'somebody among them is found'
);
select is(
  (select array_agg(person) from pg_temp.listed(test.get('mixed')::bigint) where reason is null), array[test.number(0)],
  'and chosen once'
);
select is(
  (select count(*) from outlier.incidents where kind = 'segment_unknown_numbers'), 1::bigint, 'which is told as well'
);
-- A segment that yields the same numbers at each run.
delete from outlier.recipients;
delete from outlier.incidents;
select test.let('many', to_jsonb(test.segment('many', format(
  '(select ''nobody '' || i as phone_number from generate_series(1, 30) as i order by i) union all (select '
  'phone_number from authors where phone_number <= %L order by 1)',
  test.number(3)))));
select is(
  outlier.choose_recipients(test.upcoming(), test.get('many')::bigint, 3, test.monday()), 3,
  'many numbers of nobody''s before the first person keep nobody from being chosen'
);
select set_eq(
  format('select person from pg_temp.listed(%s) where reason is null', test.get('many')),
  array[test.number(0), test.number(1), test.number(2)],
  'the foremost'
);
select is((select count(*) from outlier.incidents), 0::bigint, 'where enough people are found, nothing is wrong');
-- The function reads a thousand numbers at a time. Here the second part has more people than are still wanted.
delete from outlier.recipients;
select test.let('parts', to_jsonb(test.segment('parts', format(
  '(select ''nobody '' || i as phone_number from generate_series(1, 999) as i order by i) union all (select '
  'phone_number from authors where phone_number <= %L order by 1)',
  test.number(3)))));
select is(
  outlier.choose_recipients(test.upcoming(), test.get('parts')::bigint, 2, test.monday()), 2,
  'people of the first part count when the second part is cut'
);
select set_eq(
  format('select person from pg_temp.listed(%s) where reason is null', test.get('parts')),
  array[test.number(0), test.number(1)],
  'and no more people are listed than are wanted'
);
-- A broadcast with a segment that yields different numbers at each run can be made.
delete from outlier.recipients;
select test.share(test.upcoming(), test.get('invented')::bigint, 50);
select test.share(test.upcoming(), test.get('all')::bigint, 50);
select isnt(outlier.make_broadcast(test.monday()), null, 'a broadcast with a segment that invents numbers is made');
select is((select count(*) from outlier.broadcast_first_messages), 5::bigint, 'and reaches the people of the others');
select * from finish();
rollback;
