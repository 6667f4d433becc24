-- The index finds events by the persons that they mention. It must find each event that a full search finds.
begin;
select plan(8);
select test.let('number', to_jsonb(test.well_known_person()));
select test.let(
  'all',
  to_jsonb(
    (
      select count(*)
      from outlier.invoke_history
      where body ~ outlier.person_pattern(test.number(1), outlier.person_conversations(test.number(1)))
    )
  )
);
update outlier.invoke_history set state = 'done';
select is(outlier.index_events(1), 1::bigint, 'so many at a time');
select ok(outlier.index_events() > 0, 'the rest');
select is(outlier.index_events(), 0::bigint, 'each once');
select is(
  (
    select count(*)
    from outlier.invoke_history
    where mentions && outlier.person_keys(test.number(1), outlier.person_conversations(test.number(1)))
  ),
  test.get('all')::bigint, 'the index finds what a search finds'
);
-- A number in every spelling that the pattern recognizes, within text that contains other digits.
select setseed(0.29);
select is_empty(
  $$select text from (
      select prefix || string_agg(
        digit || case when n < 10 then (array['', '', ' ', '-', ') ', '. (', '/'])[1 + floor(random() * 7)] else '' end,
        '' order by n
      ) || suffix as text
      from generate_series(1, 2000) as i
      cross join lateral (
        select
          (array['', '+1', '1 (', '12 ', 'x7, 99 ', '"id":3,"to":"+1'])[1 + floor(random() * 6 + i * 0)],
          (array['', '.', ' 42', '", "x": 5550100'])[1 + floor(random() * 4 + i * 0)]
      ) as around (prefix, suffix)
      cross join regexp_split_to_table('2005550101', '') with ordinality as d (digit, n)
      group by i, prefix, suffix
    ) as written
    where text ~ outlier.person_pattern(test.number(1)) and not outlier.find_mentions(text) @> array['2005550101']$$,
  'whatever the pattern finds is among the mentions'
);
select is(outlier.person_keys('+442079460958', '{}'), null, 'a number abroad is searched for in all events');
select outlier.erase_person(test.number(1), test.monday('1 hour'));
select is(
  (select count(*) from outlier.invoke_history where state = 'erased'),
  test.get('all')::bigint,
  'erase_person finds them all by the index'
);
select is(
  (select count(*) from outlier.invoke_history where mentions && array['2005550101']),
  0::bigint,
  'and leaves no number in it'
);
select * from finish();
rollback;
