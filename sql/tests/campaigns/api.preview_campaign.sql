-- The information that the team needs before sending: labels, counts, message parts, and the time of the end.
-- Shows: api.list_campaign_segments, api.preview_campaign
begin;
select plan(19);
select test.settings();
select is(api.list_campaign_segments(), '[]', 'no labels');
select test.let('label', to_jsonb(test.label('Water')));
select test.label('air');
select is(
  api.list_campaign_segments(),
  jsonb_build_array(
    jsonb_build_object('id', md5('label air')::uuid, 'name', 'air'),
    jsonb_build_object('id', md5('label Water')::uuid, 'name', 'Water')
  ),
  'labels by name, whatever their case'
);
select test.give_label((test.get('label') #>> '{}')::uuid, 0, 12);
update outlier.authors set name = 'Ada' where phone_number = test.number(0);
update outlier.authors set unsubscribed = true where phone_number = test.number(1);
create function pg_temp.request(p_change jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('segments', test.segments((test.get('label') #>> '{}')::uuid)) || p_change
$$;
select is(api.count_recipients(pg_temp.request()), '{"recipient_count": 11}', 'how many');
select throws_ok($$select api.count_recipients('{}')$$, 'OT010', null, 'of nobody');
select throws_ok($$select api.count_recipients('[]')$$, 'OT010', null, 'or of a list');
select throws_ok($$
  select api.count_recipients('{"segments": {"included": {"id": "00000000-0000-4000-8000-000000000000"}}}')
$$, 'OT010', null, 'or of an unknown label');

create function pg_temp.preview(p_change jsonb default '{}') returns jsonb language sql as $$
  select api.preview_campaign(p_request => pg_temp.request(p_change), p_now => test.monday())
$$;
select is(
  pg_temp.preview() - 'sample' - 'forecast',
  jsonb_build_object(
    'recipientCount',
    11,
    'firstMessage',
    null,
    'secondMessage',
    null,
    'expectedParts',
    0,
    'expectedEnd',
    extract(epoch from test.monday())::bigint + 1
  ),
  'without texts'
);
select is(jsonb_array_length(pg_temp.preview() -> 'sample'), 10, 'ten of them');
select is(
  pg_temp.preview() #> '{sample,0}',
  jsonb_build_object('phoneNumber', test.number(0), 'name', 'Ada'),
  'with their names'
);
select is(
  pg_temp.preview() -> 'sample' @> jsonb_build_array(jsonb_build_object('phoneNumber', test.number(1))),
  false,
  'all of whom may be texted'
);
select is(
  pg_temp.preview('{"firstMessage": "Hello"}') -> 'firstMessage',
  '{"encoding": "GSM-7", "parts": 1, "length": 5}',
  'a text as the carriers count it'
);
select is(
  (
    pg_temp.preview(jsonb_build_object('firstMessage', repeat('a', 161), 'secondMessage', 'á')) ->> 'expectedParts'
  )::integer,
  33,
  'parts of both texts for everybody'
);
select throws_ok(
  format('select pg_temp.preview(%L)', jsonb_build_object('firstMessage', repeat('a', 1601))),
  'OT010',
  null,
  'over 1,600 characters is refused'
);
update outlier.settings set price_per_part = 0.0125;
select is(
  (pg_temp.preview('{"firstMessage": "Hello", "secondMessage": "And?"}') -> 'forecast') - '{start,end}'::text[],
  '{"people": 11, "parts": 22, "cost": 0.28, "reason": null}',
  'a forecast with its cost'
);
update outlier.quota_limits set calls = 5 where per = interval '1 minute';
select is(
  pg_temp.preview() #>> '{forecast,end}' between extract(epoch from test.monday('2 minutes'))::bigint::text
    and extract(epoch from test.monday('2 minutes 3 seconds'))::bigint::text,
  true,
  '11 at 5 a minute are through in two'
);
select is(pg_temp.preview() #> '{forecast,end}', pg_temp.preview() -> 'expectedEnd', 'expectedEnd is that end');
select is(
  (pg_temp.preview('{"secondMessage": "And?", "delay": 600}') ->> 'expectedEnd')::bigint
    - extract(epoch from test.monday('12 minutes'))::bigint between 0 and 4,
  true,
  'the follow-ups after their delay'
);
select is(
  (
    pg_temp.preview(jsonb_build_object('runAt', extract(epoch from test.monday('1 day'))::bigint)) ->> 'expectedEnd'
  )::bigint - extract(epoch from test.monday('1 day 2 minutes'))::bigint between 0 and 3,
  true,
  'from when it runs'
);
select is(outlier.text_parts(null), null, 'no text has no parts');
select * from finish();
rollback;
