-- Shows: POST-/campaigns/inspect-file, api.inspect_file
begin;
select plan(15);
select test.settings();
insert into outlier.authors (phone_number, unsubscribed, exclude)
values (test.number(7), true, false), (test.number(8), false, true);

create function pg_temp.inspect(p_numbers text[], p_request jsonb default '{}', p_messages text[] default null)
returns jsonb language sql as $$
  select api.inspect_file(
    p_request, array(select i from generate_series(2, cardinality(p_numbers) + 1) as i), p_numbers, p_numbers,
    p_messages
  )
$$;

select test.let(
  'seen',
  pg_temp.inspect(
    array[
      test.number(1), 'x', '313-555-0171; 313-555-0172', test.number(1), test.number(7), test.number(8),
      '313-555-0173 x9'
    ]
  )
);
select is(
  test.get('seen') - '{firstLines,refusal}'::text[],
  '{"lines": 7, "accepted": 2, "extensions": 1, "duplicates": 1, "invalidNumbers": 1, "ambiguous": 1,
    "withoutMessage": 0, "messageTooLong": 0, "unsubscribed": 1, "excluded": 1}',
  'every verdict is counted'
);
select is(
  array(select l ->> 'verdict' from jsonb_array_elements(test.get('seen') -> 'firstLines') as l),
  array['accepted', 'invalid_number', 'ambiguous', 'duplicate', 'unsubscribed', 'excluded', 'extension'],
  'every line is shown with its verdict'
);
select is(
  test.get('seen') #> '{firstLines,3}',
  jsonb_build_object(
    'line', 5, 'raw', test.number(1), 'phoneNumber', test.number(1), 'message', null, 'verdict', 'duplicate',
    'note', null, 'duplicateOf', 2
  ),
  'a line says all that is known about it'
);
select is(test.get('seen') -> 'refusal', 'null'::jsonb, 'a campaign could be made of it');
select is((select count(*) from outlier.campaign_file_recipients), 0::bigint, 'no line is kept');
select is((select count(*) from outlier.authors), 2::bigint, 'nobody becomes an author');
select is((select count(*) from outlier.batches), 0::bigint, 'no campaign is made');
select is(
  jsonb_array_length(pg_temp.inspect(array(select test.number(i) from generate_series(1, 30) as i)) -> 'firstLines'),
  20,
  'of a longer file 20 lines are shown'
);
select is(
  jsonb_array_length(
    pg_temp.inspect(
      array['313-555-0171; 313-555-0172'] || array(select test.number(i) from generate_series(1, 30) as i),
      '{"numbersPerCell": "all"}'
    ) -> 'firstLines'
  ),
  21,
  'a line with two numbers is one of them'
);
select is(
  pg_temp.inspect(array['313-555-0171; 313-555-0172'], '{"numbersPerCell": "first"}') #>> '{firstLines,0,phoneNumber}',
  '+13135550171',
  'numbersPerCell counts here, too'
);
select throws_ok(
  $$select pg_temp.inspect(array['313-555-0171'], '{"numbersPerCell": "some"}')$$,
  'OT010',
  'numbersPerCell must be none, first or all, not "some"',
  'and is refused for the same reason'
);
select is(
  array(
    select l ->> 'verdict'
    from jsonb_array_elements(
      pg_temp.inspect(array[test.number(1), test.number(2)], p_messages => array['Hi', '']) -> 'firstLines'
    ) as l
  ),
  array['accepted', 'no_message'],
  'texts of their own are looked at'
);
select matches(
  pg_temp.inspect(array['x', 'y']) ->> 'refusal',
  'none of its 2 lines',
  'a file that makes no campaign is shown with the reason'
);
select is(
  jsonb_array_length(pg_temp.inspect(array['x', 'y']) -> 'firstLines'), 2, 'and with its lines'
);
select throws_ok(
  format(
    'select api.create_campaign(%L, array[2, 3], array[''x'', ''y''], array[''x'', ''y''], p_now => test.monday())',
    jsonb_build_object('firstMessage', 'Hi', 'runAt', extract(epoch from test.monday('1 day'))::bigint)
  ),
  'OT010',
  pg_temp.inspect(array['x', 'y']) ->> 'refusal',
  'which is the one that an upload gets'
);
select * from finish();
rollback;
