-- An invalid audience document is refused. The error names the path to the wrong part.
begin;
select plan(49);
select test.label('A');
select test.label('B');
create function pg_temp.a() returns text language sql as $$ select md5('label A')::uuid::text $$;
create function pg_temp.refuses(p_document text, p_message text, p_why text) returns text language plpgsql as $$
begin
  perform outlier.check_segments(replace(p_document, '$A', pg_temp.a())::jsonb);
  return fail(p_why || ': it was accepted');
exception when sqlstate 'OT010' then
  return matches(sqlerrm, p_message, p_why);
end
$$;
create function pg_temp.takes(p_document text, p_why text) returns text language sql as $$
  select lives_ok(format('select outlier.check_segments(%L)', replace(p_document, '$A', pg_temp.a())), p_why)
$$;
select pg_temp.takes('{"included": {"id": "$A"}}', 'one segment');
select pg_temp.takes('{"included": {"id": "$A", "since": 1767358800}}', 'since a time');
select pg_temp.takes('{"included": {"id": "$A", "since": null}, "excluded": null}', 'null is nothing');
select pg_temp.takes(
  '{"included": [{"id": "$A"}, [{"id": "$A"}, {"id": "$A", "since": 0}]], "excluded": [{"id": "$A"}]}',
  'alternatives, and lists within them'
);
select pg_temp.takes('{"included": {"id": "$A", "name": "A"}}', 'the name that the client shows is no harm');
select pg_temp.refuses('null', '^segments must be an object', 'nothing');
select pg_temp.refuses('[]', '^segments must be an object', 'a list at the top');
select pg_temp.refuses('"x"', '^segments must be an object', 'a text');
select pg_temp.refuses('{}', '^segments\.included is missing', 'nobody included');
select pg_temp.refuses('{"included": null}', '^segments\.included is missing', 'null included');
select pg_temp.refuses('{"excluded": {"id": "$A"}}', '^segments\.included is missing', 'only excluded');
select pg_temp.refuses(
  '{"included": {"id": "$A"}, "exclude": {"id": "$A"}}',
  '^segments\.exclude is not a field',
  'a typing error would text those who should be left out'
);
select pg_temp.refuses('{"included": []}', '^segments\.included is an empty list', 'no alternatives');
select pg_temp.takes('{"included": {"id": "$A"}, "excluded": []}', 'an empty list excludes nobody');
select pg_temp.refuses(
  '{"included": [{"id": "$A"}, []]}', '^segments\.included\[1\] is an empty list', 'an inner list of nothing'
);
select pg_temp.refuses('{"included": "$A"}', '^segments\.included must be', 'an id alone');
select pg_temp.refuses('{"included": ["$A"]}', '^segments\.included\[0\] must be', 'ids alone');
select pg_temp.refuses('{"included": [[[{"id": "$A"}]]]}', '^segments\.included\[0\]\[0\] must be', 'lists too deep');
select pg_temp.refuses(
  '{"included": [{"id": "$A"}, [{"id": "$A"}, 7]]}',
  '^segments\.included\[1\]\[1\] must be',
  'a number where a segment should be'
);
select pg_temp.refuses('{"included": {}}', '^segments\.included\.id is missing', 'no id');
select pg_temp.refuses(
  '{"included": {"id": "abc"}}', '^segments\.included\.id: "abc" is not the id', 'an id that is none'
);
select pg_temp.refuses('{"included": {"id": null}}', '^segments\.included\.id: null is not the id', 'null as id');
select pg_temp.refuses('{"included": {"id": 5}}', '^segments\.included\.id: 5 is not the id', 'a number as id');
select pg_temp.refuses(
  '{"included": {"id": "00000000-0000-4000-8000-000000000000"}}',
  '^segments\.included\.id: the label 0000',
  'an unknown label'
);
select pg_temp.refuses(
  '{"included": {"id": "$A"}, "excluded": [[{"id": "00000000-0000-4000-8000-000000000000"}]]}',
  '^segments\.excluded\[0\]\[0\]\.id: the label',
  'an unknown label among the excluded'
);
select pg_temp.refuses(
  '{"included": {"id": "$A", "sinc": 1}}', '^segments\.included\.sinc is not a field of a segment', 'a typing error in a segment'
);
select pg_temp.refuses(
  '{"included": {"id": "$A", "since": "yesterday"}}',
  '^segments\.included\.since: "yesterday" is not a time',
  'words as time'
);
select pg_temp.refuses(
  '{"included": {"id": "$A", "since": "1767358800"}}', 'since: .* is not a time', 'a text as time'
);
select pg_temp.refuses('{"included": {"id": "$A", "since": -1}}', 'since: -1 is not a time', 'before 1970');
select pg_temp.refuses('{"included": {"id": "$A", "since": 1.5}}', 'since: 1.5 is not a time', 'half a second');
select pg_temp.refuses('{"included": {"id": "$A", "since": 1e300}}', 'since: .* is not a time', 'beyond all time');
select pg_temp.refuses('{"included": {"id": "$A", "since": true}}', 'since: true is not a time', 'a truth');
select pg_temp.refuses('{"included": {"id": "$A", "since": {}}}', 'since: {} is not a time', 'an object');
select pg_temp.refuses(
  '{"included": [{"id": "$A", "since": 1767358800000}]}',
  '^segments\.included\[0\]\.since: .*milliseconds',
  'milliseconds'
);
select throws_ok($$select outlier.check_segments(null)$$, 'OT010', null, 'none at all');
select throws_ok(
  format(
    'select outlier.check_segments(%L)',
    jsonb_build_object(
      'included', (select jsonb_agg(jsonb_build_object('id', pg_temp.a())) from generate_series(1, 201))
    )
  ),
  'OT010', null, 'more segments than can be counted'
);
select throws_ok($$
  insert into outlier.campaigns (first_message, run_at, segments)
  values ('Hi', test.monday(), '{"included": {"id": "x"}}')
$$, 'OT010', null, 'a campaign that is inserted by hand is looked at too');
select throws_ok($$
  select outlier.get_campaign_recipient_count('{"included": {"id": "x"}}')
$$, 'OT010', null, 'so is a count');
select throws_ok($$select outlier.campaign_audience('{"included": {"id": "x"}}')$$, 'OT010', null, 'and a list');
select throws_ok($$
  select outlier.choose_campaign_audience(
    jsonb_populate_record(null::outlier.batches, '{"segments": {"included": {"id": "x"}}}')
  )
$$, 'OT010', null, 'and what is queued');
select throws_ok($$
  select outlier.check_segment_clause('{}', 'here')
$$, 'OT010', 'here.id is missing: give the id of a label', 'a message begins with the path');
select is(outlier.is_uuid('104fdf4f-7ab6-402d-b0f7-686c8bf8b860'), true, 'an id');
select is(outlier.is_uuid(null), false, 'none');
select is(outlier.is_uuid('104fdf4f7ab6402db0f7686c8bf8b860'), false, 'not as Missive writes it');

create function pg_temp.many(p_count integer) returns jsonb language sql as $$
  select jsonb_agg(jsonb_build_object('id', pg_temp.a(), 'since', i)) from generate_series(1, p_count) as i
$$;
select lives_ok(
  $$select outlier.check_segments(jsonb_build_object('included', jsonb_build_array(pg_temp.many(200))))$$,
  'two hundred segments in one list'
);
select throws_ok(
  $$select outlier.check_segments(jsonb_build_object('included', jsonb_build_array(pg_temp.many(201))))$$,
  'OT010', 'segments has 201 segments; the limit is 200', 'one more is refused'
);
select throws_ok(
  $$
    select outlier.check_segments(
      jsonb_build_object('included', pg_temp.many(150), 'excluded', jsonb_build_array(pg_temp.many(51)))
    )
  $$,
  'OT010', 'segments has 201 segments; the limit is 200', 'wherever they stand'
);
select throws_ok(
  $$
    select outlier.check_segments(
      jsonb_build_object(
        'included',
        jsonb_build_array(
          (select jsonb_agg(jsonb_build_object('id', md5(i::text)::uuid)) from generate_series(1, 20000) as i)
        )
      )
    )
  $$,
  'OT010',
  'segments has 20000 segments; the limit is 200',
  'a large document is refused before its labels are looked for'
);
select is(
  (
    select length(
      outlier.segment_query(jsonb_build_array(jsonb_agg(jsonb_build_object('id', md5(i::text)::uuid, 'since', i))))
    )
    from generate_series(1, 200) as i
  )
    < 2 * (
      select length(
        outlier.segment_query(jsonb_build_array(jsonb_agg(jsonb_build_object('id', md5(i::text)::uuid, 'since', i))))
      )
      from generate_series(1, 100) as i
    )
  and outlier.segment_query(
    jsonb_build_array(
      (select jsonb_agg(jsonb_build_object('id', md5(i::text)::uuid)) from generate_series(1, 200) as i)
    )
  ) !~ ' as c[2-9]',
  true, 'the labels of a long list are counted, and not joined one by one'
);
select * from finish();
rollback;
