-- The segments of the upcoming broadcast: their shares, texts and counts.
-- Shows: GET-/broadcasts/{id}/segments, GET-/broadcasts/{id}/segments/count, api.broadcast_audience, api.count_segment
begin;
select plan(25);
select test.settings();
select test.authors(10);
select test.let('broadcast', to_jsonb(test.broadcast(10)));
create function pg_temp.segment(p_name text, p_people integer) returns bigint language sql as $$
  select test.segment(p_name, format(
    'select phone_number from authors where phone_number < %L union all select %L', test.number(p_people),
    test.number(0)
  ))
$$;
select test.let('few', to_jsonb(pg_temp.segment('Few', 3))), test.let('many', to_jsonb(pg_temp.segment('Many', 8)));
create function pg_temp.change(p_shares jsonb) returns jsonb language sql as $$
  select api.change_broadcast(jsonb_build_object('id', test.get('broadcast'), 'segments', p_shares), test.monday())
$$;
create function pg_temp.share(p_segment text, p_ratio jsonb, p_more jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('id', test.get(p_segment), 'ratio', p_ratio) || p_more)
$$;
create function pg_temp.shown() returns jsonb language sql as $$
  select api.broadcast_audience(test.get('broadcast')::bigint)
$$;
create function pg_temp.shares() returns text[] language sql as $$
  select array_agg(concat_ws(' ', s ->> 'name', s ->> 'ratio', s ->> 'people', s ->> 'firstMessage'))
  from jsonb_array_elements(pg_temp.shown()) as s
$$;
select is(pg_temp.shares(), array['Few 0 0', 'Many 0 0'], 'all segments are listed, with no share at first');
select throws_ok($$select api.broadcast_audience(0)$$, 'OT009', null, 'of no broadcast there are none');
select is(
  pg_temp.change(pg_temp.share('few', '25') || pg_temp.share('many', '"60"')) -> 'id', test.get('broadcast'),
  'shares are given'
);
select is(pg_temp.shares(), array['Few 25.00 2', 'Many 60.00 6'], 'a share is rounded down to whole people');
select throws_ok(
  $$select pg_temp.change(pg_temp.share('few', '25') || pg_temp.share('many', '60'))$$, 'OT010', null,
  'the same again changes nothing'
);
select throws_ok($$select pg_temp.change(pg_temp.share('few', '50'))$$, 'OT004', null, 'together they are 100 at most');
select lives_ok(
  $$select pg_temp.change(pg_temp.share('few', '60') || pg_temp.share('many', '40'))$$,
  'of two that are changed at once only the sum after both counts'
);
select is(pg_temp.shares(), array['Few 60.00 6', 'Many 40.00 4'], 'both are changed');
select lives_ok(
  $$select pg_temp.change(pg_temp.share('few', '60', '{"firstMessage": "Hello few", "secondMessage": " "}'))$$,
  'a segment has a text of its own'
);
select is(pg_temp.shares(), array['Few 60.00 6 Hello few', 'Many 40.00 4'], 'which is shown');
select lives_ok($$select pg_temp.change(pg_temp.share('few', '59.5'))$$, 'a share has up to two decimals');
select is(pg_temp.shares(), array['Few 59.50 5 Hello few', 'Many 40.00 4'], 'a text that is not given stays');
select lives_ok($$select pg_temp.change(pg_temp.share('many', '""'))$$, 'an empty share is none');
select is(pg_temp.shares(), array['Few 59.50 5 Hello few', 'Many 0 0'], 'and takes its segment out');
select throws_ok($$select pg_temp.change(pg_temp.share('few', '100.5'))$$, 'OT010', null, '100 is the most');
select throws_ok($$select pg_temp.change(pg_temp.share('few', '"-1"'))$$, 'OT010', null, '0 is the least');
select throws_ok($$select pg_temp.change(pg_temp.share('few', '"half"'))$$, 'OT010', null, 'it is a number');
select throws_ok(
  $$select pg_temp.change(pg_temp.share('few', '1') || pg_temp.share('few', '2'))$$, 'OT010', null,
  'each segment is given once'
);
select throws_ok($$select pg_temp.change('[{"id": 0, "ratio": 5}]')$$, 'OT010', null, 'it is one that there is');
select throws_ok($$select pg_temp.change('{}')$$, 'OT010', null, 'they are a list');

-- A user who changes the shares counts as an author for the approval.
select set_config('outlier.actor', 'token ada', true);
select pg_temp.change(pg_temp.share('many', '10'));
select is(
  (select 'token ada' = any (b.written_by) from outlier.batches as b where b.id = test.get('broadcast')::bigint), true,
  'whoever changes the shares is one of its writers'
);

-- The number of people in a segment.
update outlier.authors set unsubscribed = true where phone_number = test.number(1);
update outlier.authors set added_via_file_upload = true where phone_number = test.number(2);
create function pg_temp.count(p_segment text, p_ratio jsonb) returns jsonb language sql as $$
  select api.count_segment(
    test.get('broadcast')::bigint, jsonb_build_object('segment', test.get(p_segment), 'ratio', p_ratio)
  )
$$;
select is(
  pg_temp.count('many', '55'), '{"people": 6, "wanted": 5}',
  'each person counts once, and only those who may get a broadcast'
);
select is(pg_temp.count('few', '"x"'), '{"people": 1, "wanted": null}', 'what is no share wants nobody');
select throws_ok(
  $$select api.count_segment(test.get('broadcast')::bigint, '{"segment": 0}')$$, 'OT009', null,
  'of a segment that is not there there is no count'
);
update outlier.broadcasts set no_users = 3 where id = test.get('broadcast')::bigint;
select is(pg_temp.count('few', '100') -> 'wanted', '3', 'a share is one of the people of the broadcast');
select * from finish();
rollback;
