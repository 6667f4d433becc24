-- Creates, changes and deletes campaigns with the functions behind POST, PATCH and DELETE.
-- Shows: edit-without-effect, equal-lines, table-campaign_file_recipients, api.change_campaign, api.create_campaign
-- Shows: api.delete_campaign
begin;
select plan(94);
select test.settings();
update outlier.settings set csv_campaigns_label_id = md5('csv')::uuid;
select test.let('label', to_jsonb(test.label('Water')));
select test.give_label((test.get('label') #>> '{}')::uuid, 0, 5);
create function pg_temp.segments() returns jsonb language sql as $$
  select jsonb_build_object('segments', test.segments((test.get('label') #>> '{}')::uuid))
$$;
create function pg_temp.create(p_change jsonb default '{}') returns jsonb language sql as $$
  select api.create_campaign(p_request => test.request(pg_temp.segments() || p_change), p_now => test.monday())
$$;
create function pg_temp.refuses(p_change text, p_message text, p_why text) returns text language plpgsql as $$
begin
  perform pg_temp.create(p_change::jsonb);
  return fail(p_why || ': it was accepted');
exception when sqlstate 'OT010' then
  return matches(sqlerrm, p_message, p_why);
end
$$;

-- The campaign is stored as the request says.
select test.let('made', pg_temp.create());
select is(
  test.get('made') - 'id' - 'forecast',
  jsonb_build_object(
    'priority',
    'normal',
    'sendWithin',
    172800,
    'exemptReason',
    null,
    'approval',
    '{"isRequired": false, "waitsBecause": null, "approver": null, "approvedAt": null}'::jsonb,
    'title',
    null,
    'firstMessage',
    'Is your water clear?',
    'secondMessage',
    null,
    'segments',
    pg_temp.segments() -> 'segments',
    'delay',
    600,
    'recipientCount',
    5,
    'labelIds',
    '[]'::jsonb,
    'runAt',
    extract(epoch from test.monday('1 hour'))::bigint,
    'state',
    'scheduled',
    'error',
    null,
    'progress',
    null
  ),
  'a campaign with its defaults, under exactly these names'
);
select is(
  pg_temp.create(
    '{"title": "Spring", "secondMessage": "And now?", "delay": 60}'
  ) - '{id,segments,runAt,firstMessage,labelIds,recipientCount,state,error,progress,priority,sendWithin,exemptReason,approval,forecast}'::text[],
  '{"title": "Spring", "secondMessage": "And now?", "delay": 60}', 'what is given is taken'
);
select is(pg_temp.create('{"delay": 1}') ->> 'delay', '1', 'a delay of a second');
select is(
  pg_temp.create(
    '{"delay": "15", "title": " "}'
  ) - '{id,segments,runAt,firstMessage,secondMessage,labelIds,recipientCount,state,error,progress,priority,sendWithin,exemptReason,approval,forecast}'::text[],
  '{"delay": 15, "title": null}',
  'numbers of a form are text, and blank is nothing'
);
select is(
  pg_temp.create('{"delay": null, "secondMessage": null, "title": null, "campaignLabelName": null}') ->> 'delay',
  '600',
  'null is not given'
);
select is(pg_temp.create('{"somethingElse": true}') ? 'somethingElse', false, 'unknown fields are passed over');
select is(
  pg_temp.create(jsonb_build_object('firstMessage', repeat('x', 1600))) #>> '{recipientCount}',
  '5',
  'a text of 1,600 characters'
);

select pg_temp.refuses(
  jsonb_build_object('firstMessage', repeat('x', 1601))::text, '1601 characters', 'one character more'
);
select pg_temp.refuses(
  jsonb_build_object('secondMessage', repeat('x', 1601))::text, 'secondMessage has 1601', 'in the second message too'
);
select pg_temp.refuses('{"firstMessage": null}', '^firstMessage is missing', 'no text');
select pg_temp.refuses('{"firstMessage": "  "}', '^firstMessage is missing', 'a blank text');
select pg_temp.refuses('{"firstMessage": 5}', '^firstMessage must be a text', 'a number as text');
select pg_temp.refuses('{"title": {}}', '^title must be a text', 'an object as title');
select pg_temp.refuses('{"delay": 0}', '^delay must be at least 1', 'no delay');
select pg_temp.refuses('{"delay": -5}', '^delay must be at least 1', 'a negative delay');
select pg_temp.refuses('{"delay": 2592001}', 'at most 2592000', 'more than thirty days');
select pg_temp.refuses('{"delay": 1.5}', '^delay must be a whole number', 'half a second');
select pg_temp.refuses('{"delay": "soon"}', '^delay must be a whole number', 'words');
select pg_temp.refuses('{"delay": 1e40}', '^delay must be a whole number', 'a number without end');
select pg_temp.refuses('{"delay": true}', '^delay must be a whole number', 'a truth');
select pg_temp.refuses('{"runAt": null}', '^runAt is missing', 'no time');
select pg_temp.refuses('{"runAt": "tomorrow"}', '^runAt must be a whole number', 'words as time');
select pg_temp.refuses(
  jsonb_build_object('runAt', extract(epoch from test.monday())::bigint)::text, '^runAt must be in the future', 'now'
);
select pg_temp.refuses('{"runAt": 0}', '^runAt must be in the future', '1970');
select pg_temp.refuses(
  jsonb_build_object('runAt', extract(epoch from test.monday('1 hour'))::bigint * 1000)::text,
  'ten years',
  'milliseconds'
);
select lives_ok(
  format(
    $$select pg_temp.create(%L)$$, jsonb_build_object('runAt', extract(epoch from test.monday('1 second'))::bigint)
  ),
  'a second from now is in the future'
);
select pg_temp.refuses('{"segments": null}', '^the people to text are missing', 'nobody');
select pg_temp.refuses('{"segments": {"included": {"id": "x"}}}', '^segments\.included\.id', 'a malformed label');
select pg_temp.refuses(
  '{"campaignLabelName": "a/b"}', '^campaignLabelName must not contain "/"', 'a label name with a slash'
);
select pg_temp.refuses(
  jsonb_build_object('campaignLabelName', repeat('x', 101))::text,
  '^campaignLabelName has 101',
  'a label name without end'
);
select throws_ok($$select api.create_campaign('[]')$$, 'OT010', null, 'a list is no request');
select throws_ok($$select api.create_campaign('7')$$, 'OT010', null, 'nor is a number');
select is(
  pg_temp.create('{"campaignLabelName": "Water"}') -> 'labelIds',
  jsonb_build_array(test.get('label')),
  'a known label is taken at once'
);
select is(
  pg_temp.create('{"campaignLabelName": " New one "}') -> 'labelIds',
  '[]',
  'an unknown one is made without holding up the request'
);
select is((select payload ->> 'name' from outlier.requests), 'New one', 'by the executor');

-- Campaigns by file.
create function pg_temp.upload(
  p_numbers text[], p_change jsonb default '{}', p_messages text[] default null
) returns jsonb language sql as $$
  select api.create_campaign(
    test.request(p_change),
    (select array_agg(i) from generate_series(1, cardinality(p_numbers)) as i),
    p_numbers,
    p_numbers,
    p_messages,
    test.monday())
$$;
update outlier.authors set unsubscribed = true where phone_number = test.number(1);
update outlier.authors set exclude = true where phone_number = test.number(2);
select test.let(
  'file',
  pg_temp.upload(
    array[
      test.number(0), '(200) 555-0101', '2005550102', '200.555.0190', '+1 200 555 0190', 'hello', '', '200 555 0190'
    ]
  )
);
select is(
  test.get('file') -> 'file',
  '{"lines": 8, "accepted": 2, "extensions": 0, "duplicates": 2, "invalidNumbers": 2, "ambiguous": 0, '
  '"withoutMessage": 0, "messageTooLong": 0, '
  '"unsubscribed": 1, "excluded": 1}',
  'the answer says what was made of the lines'
);
select is((test.get('file') ->> 'recipientCount')::integer, 2, 'and counts those who get something');
select is(test.get('file') -> 'segments', 'null', 'there are no segments');
select is(test.get('file') -> 'labelIds', jsonb_build_array(md5('csv')::uuid), 'file campaigns carry the shared label');
select results_eq(
  $$select line, raw, phone_number, verdict, duplicate_of from outlier.campaign_file_recipients order by line$$,
  $$values (1, test.number(0), test.number(0), 'accepted', null), (2, '(200) 555-0101', test.number(1), 'unsubscribed', null),
    (3, '2005550102', test.number(2), 'excluded', null), (4, '200.555.0190', '+12005550190', 'accepted', null),
    (5, '+1 200 555 0190', '+12005550190', 'duplicate', 4),
    (6, 'hello', null, 'invalid_number', null),
    (7, '', null, 'invalid_number', null),
    (8, '200 555 0190', '+12005550190', 'duplicate', 4)$$,
  'every line is kept with its verdict; equal ones fold'
);
select is(
  (select added_via_file_upload from outlier.authors where phone_number = '+12005550190'),
  true,
  'new people become authors who came by a file'
);
select throws_ok($$
  select pg_temp.upload(array['hello', 'x'])
$$, 'OT010', null, 'a file without a phone number is refused');
select is((select count(*) from outlier.campaign_file_recipients where raw = 'x'), 0::bigint, 'and leaves nothing');
select throws_ok($$
  select pg_temp.upload(array[test.number(0)], pg_temp.segments())
$$, 'OT010', null, 'segments beside a file are refused');
select throws_ok($$
  select pg_temp.upload(array[test.number(0)], '{"firstMessage": null}')
$$, 'OT010', null, 'a file without texts needs a text');
select test.let('id', pg_temp.upload(array[test.number(0), test.number(3)]) -> 'id');
select outlier.set_consent(test.number(3), 'opt_out', 'sql');
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday('1 hour'));
select bag_eq(
  $$select phone_number, reason from outlier.recipients where campaign_id = test.get('id')::bigint$$,
  $$values (test.number(0), null), (test.number(3), 'unsubscribed')$$,
  'who has opted out since the upload is left out when it runs'
);
select is((select recipient_count from outlier.campaigns where id = test.get('id')::bigint), 1, 'and not counted');

-- A file with a different text for each person.
select test.let(
  'file',
  pg_temp.upload(
    array[test.number(0), test.number(4), test.number(5), test.number(6)],
    '{"firstMessage": null}',
    array['Dear A', ' ', repeat('x', 1601), 'Dear D']
  )
);
select is(
  (test.get('file') -> 'file') - '{lines,extensions,duplicates,invalidNumbers,ambiguous,unsubscribed,excluded}'::text[],
  '{"accepted": 2, "withoutMessage": 1, "messageTooLong": 1}',
  'a file with messages makes a personalized campaign'
);
select is(
  (select is_personalized from outlier.campaigns where id = (test.get('file') ->> 'id')::bigint), true, 'as such'
);
select is(test.get('file') ->> 'state', 'scheduled', 'scheduled like any other');
select outlier.queue_campaign_messages((test.get('file') ->> 'id')::bigint, test.monday('1 hour'));
select bag_eq(
  $$
    select recipient_phone_number, message
    from outlier.broadcast_first_messages
    where campaign_id = (test.get('file') ->> 'id')::bigint
  $$,
  $$values (test.number(0), 'Dear A'), (test.number(6), 'Dear D')$$, 'each gets their own'
);
select throws_ok(
  $$select pg_temp.upload(array[test.number(0), test.number(4)], '{}', array['Dear A', ''])$$, 'OT010',
  'firstMessage and a file with a column of texts are both given: people would get the texts of the file, and never '
  'see firstMessage',
  'a text for everybody beside a text for each is refused'
);
select throws_ok(
  $$select pg_temp.upload(array[test.number(0)], '{"firstMessage": null, "secondMessage": "And?"}', array['Dear A'])$$,
  'OT010', null, 'a personalized campaign has no follow-up'
);

-- All forms of an empty exclusion.
select is(
  pg_temp.create(
    jsonb_build_object('segments', pg_temp.segments() -> 'segments' || jsonb_build_object('excluded', form))
  ) -> 'segments',
  pg_temp.segments() -> 'segments', 'no exclusion is stored as none: ' || form::text
)
from unnest(array[jsonb '[]', jsonb 'null']) as form;
select is(
  (
    select array_agg(distinct outlier.has_exclusion(c.segments) or outlier.is_excluded(c.segments, test.number(0)))
    from outlier.campaigns as c
    where c.segments is not null
  ),
  array[false], 'so that nobody is asked about exclusions'
);
insert into outlier.campaigns (first_message, run_at, segments)
values ('By hand', test.monday('1 day'), (pg_temp.segments() -> 'segments') || '{"excluded": []}');
select is(
  (select segments from outlier.campaigns where first_message = 'By hand'), pg_temp.segments() -> 'segments',
  'by hand too'
);
update outlier.campaigns set segments = segments || '{"excluded": []}' where first_message = 'By hand';
select is(
  (select segments from outlier.campaigns where first_message = 'By hand'), pg_temp.segments() -> 'segments',
  'and in a change'
);

-- Changes by PATCH.
create function pg_temp.change(p_change jsonb, p_now timestamptz default test.monday()) returns jsonb language sql as $$
  select api.change_campaign(p_campaign_id => test.get('id')::bigint, p_request => p_change, p_now => p_now)
$$;
select test.let(
  'id', pg_temp.create('{"title": "Old", "secondMessage": "And?", "campaignLabelName": "Water"}') -> 'id'
);
select is(pg_temp.change('{"title": "New"}') ->> 'title', 'New', 'a title is changed');
select is(pg_temp.change('{}') ->> 'secondMessage', 'And?', 'what is not given stays');
select is(pg_temp.change('{"secondMessage": null}') ->> 'secondMessage', null, 'null takes the second message away');
select is(pg_temp.change('{"firstMessage": "Other"}') ->> 'firstMessage', 'Other', 'the text');
select is(
  (select original_first_message from outlier.campaigns where id = test.get('id')::bigint), 'Other', 'with its original'
);
select throws_ok($$select pg_temp.change('{"firstMessage": ""}')$$, 'OT010', null, 'not away');
select is((pg_temp.change('{"delay": 5}') ->> 'delay')::integer, 5, 'the delay');
select throws_ok($$select pg_temp.change('{"delay": 0}')$$, 'OT010', null, 'within its bounds');
select throws_ok($$select pg_temp.change('{"runAt": 1}')$$, 'OT010', null, 'not into the past');
select is(
  pg_temp.change('{"campaignLabelName": "water"}') -> 'labelIds',
  jsonb_build_array(test.get('label')),
  'the label name may be repeated'
);
select throws_ok($$select pg_temp.change('{"campaignLabelName": "Other"}')$$, 'OT010', null, 'but not changed');
select throws_ok($$select pg_temp.change('{"campaignLabelName": null}')$$, 'OT010', null, 'nor taken away');
select throws_ok($$select pg_temp.change('[]')$$, 'OT010', null, 'a list is no change');
select test.give_label((test.get('label') #>> '{}')::uuid, 10, 2);
select is(
  (pg_temp.change(pg_temp.segments()) ->> 'recipientCount')::integer, 2, 'the same segments are not counted again'
);
select test.let('other', to_jsonb(test.label('Other')));
select test.give_label((test.get('other') #>> '{}')::uuid, 20, 3);
select is(
  (
    pg_temp.change(
      jsonb_build_object('segments', test.segments((test.get('other') #>> '{}')::uuid))
    ) ->> 'recipientCount'
  )::integer,
  3,
  'others are'
);

-- A change from a file to segments, and back.
select test.let('id', pg_temp.upload(array[test.number(0), test.number(6)]) -> 'id');
select test.let('changed', pg_temp.change(pg_temp.segments()));
select is(
  (select count(*) from outlier.campaign_file_recipients where campaign_id = test.get('id')::bigint),
  0::bigint,
  'segments in place of a file drop the file''s recipients'
);
select is(test.get('changed') -> 'labelIds', '[]', 'and its label');
select is((test.get('changed') ->> 'recipientCount')::integer, 4, 'and count anew');
select test.let(
  'changed',
  api.change_campaign(
    test.get('id')::bigint, '{}', array[1], array[test.number(7)], array[test.number(7)], null, test.monday()
  )
);
select is(test.get('changed') -> 'segments', 'null', 'a file in place of segments drops them');
select is(test.get('changed') #>> '{file,accepted}', '1', 'and is counted');
select is(test.get('changed') -> 'labelIds', jsonb_build_array(md5('csv')::uuid), 'with its label');
select test.let(
  'changed',
  api.change_campaign(
    test.get('id')::bigint,
    '{}',
    array[1, 2],
    array[test.number(8), test.number(9)],
    array[test.number(8), test.number(9)],
    null,
    test.monday()
  )
);
select is(
  (select count(*) from outlier.campaign_file_recipients where campaign_id = test.get('id')::bigint),
  2::bigint,
  'a file in place of a file'
);
select lives_ok($$select pg_temp.change('{"title": "Kept"}')$$, 'a change of something else');
select is(
  (select count(*) from outlier.campaign_file_recipients where campaign_id = test.get('id')::bigint),
  2::bigint,
  'keeps it'
);

-- Campaigns that have run or were missed cannot be changed.
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday('1 hour'));
select throws_ok($$
  select pg_temp.change('{"title": "Late"}')
$$, 'OT006', null, 'a campaign that has been queued is not edited without effect, but refused');
select throws_ok($$select api.delete_campaign(test.get('id')::bigint)$$, 'OT006', null, 'nor deleted');
select throws_ok($$select api.change_campaign(-1, '{}')$$, 'OT009', null, 'there is none to change');
select throws_ok($$select api.delete_campaign(-1)$$, 'OT009', null, 'nor to delete');
select test.let('id', pg_temp.create() -> 'id');
select outlier.check_and_run_campaigns(test.monday('1 day'));
select throws_ok($$
  select pg_temp.change('{"title": "Missed"}', test.monday('1 day'))
$$, 'OT010', null, 'one that was missed needs a new time');
select is(
  pg_temp.change(
    jsonb_build_object('runAt', extract(epoch from test.monday('2 days'))::bigint), test.monday('1 day')
  ) ->> 'state',
  'scheduled',
  'and with it is scheduled again'
);
select is(
  api.delete_campaign(test.get('id')::bigint),
  jsonb_build_object('message', 'The campaign is deleted.', 'id', test.get('id')::bigint),
  'one that has not run is deleted'
);
select is((select count(*) from outlier.campaigns where id = test.get('id')::bigint), 0::bigint, 'for good');

-- Two numbers in one cell.
select is(
  pg_temp.upload(
    array[test.number(0), '313-555-0171; 313-555-0172'], jsonb_build_object('numbersPerCell', w.numbers)
  ) -> 'file' -> w.counted,
  w.people,
  format('%s: %s %s', coalesce(w.numbers, 'as nothing is said'), w.counted, w.people)
)
from (values (null, 'ambiguous', '1'::jsonb), ('first', 'accepted', '2'), ('all', 'accepted', '3')) as w (
  numbers, counted, people
);
select throws_ok(
  $$select pg_temp.upload(array[test.number(0)], '{"numbersPerCell": "some"}')$$,
  'OT010',
  'numbersPerCell must be none, first or all, not "some"',
  'something else is refused'
);
select * from finish();
rollback;
