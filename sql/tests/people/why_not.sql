-- Explains why a person got no message: from the batch's record if it lists the person, otherwise from the data.
-- Shows: api.why, function-why_not
begin;
select plan(27);
select test.settings();
select test.authors(4);
select test.author(test.number(10), p_unsubscribed => true);
select test.author(test.number(11));
update outlier.authors set exclude = true where phone_number = test.number(11);
select test.author(test.number(12));
update outlier.authors set added_via_file_upload = true where phone_number = test.number(12);
select test.author(test.number(13));
create function pg_temp.why(p_person integer) returns text language sql as $$
  select split_part(outlier.why_not(test.number(p_person), test.get('batch')::bigint), ':', 1)
$$;
select test.let('batch', to_jsonb(test.broadcast(2, test.monday())));
select test.share(
  test.get('batch')::bigint,
  test.segment(
    'first ones',
    format('select phone_number from authors where phone_number <= %L order by phone_number', test.number(12))
  )
);
select is(pg_temp.why(0), 'not_sent', 'before it is sent, nobody has got it');
select is(pg_temp.why(10), 'unsubscribed', 'and whoever has opted out will not get it');
select outlier.make_broadcast(test.monday());
select is(outlier.why_not(test.number(0), test.get('batch')::bigint), null, 'who was chosen has no reason');
select is(pg_temp.why(2), 'beyond_share', 'the third of two is beyond the share');
select is(pg_temp.why(10), 'unsubscribed', 'who has opted out, beyond the reach of the segment');
select is(pg_temp.why(11), 'excluded', 'who is excluded');
select is(pg_temp.why(12), 'added_via_file_upload', 'who came in a file');
select is(pg_temp.why(13), 'not_in_segment', 'whom no segment yields');
select is(pg_temp.why(50), 'invalid_number', 'whom nobody knows');
select test.segment('Inactive', 'select phone_number from authors order by phone_number desc');
select is(pg_temp.why(13), 'beyond_share', 'Inactive counts, although it has no share');
select is(
  outlier.why_not(replace(test.number(13), '+1', '1 '), test.get('batch')::bigint),
  'beyond_share: a segment yields this person, but its share of the broadcast was already full',
  'a number is read in any form, and the reason has a sentence'
);
update outlier.recipients set reason = 'gave_up' where phone_number = test.number(0);
select is(pg_temp.why(0), 'gave_up', 'a reason on record is told as it is');
select throws_ok($$
  select outlier.why_not('x', test.get('batch')::bigint)
$$, 'OT010', 'this is not a phone number', 'a word is no number');
select throws_ok($$
  select outlier.why_not(test.number(0), -1)
$$, 'OT009', 'broadcast or campaign -1 does not exist', 'a batch must be there');
select throws_ok($$select outlier.why_not(test.number(0), null)$$, 'OT009', null, 'and be named');

-- A campaign.
select test.let('water', to_jsonb(test.label('Water')));
select test.let('done', to_jsonb(test.label('Done')));
select test.give_label((test.get('water') #>> '{}')::uuid, 0, 2);
select test.let('batch', to_jsonb(test.scheduled_campaign(
  test.segments((test.get('water') #>> '{}')::uuid, (test.get('done') #>> '{}')::uuid)
)));
select outlier.queue_campaign_messages(test.get('batch')::bigint, test.monday());
select is(pg_temp.why(3), 'not_in_segment', 'who carries no label of a campaign');
select test.give_label((test.get('water') #>> '{}')::uuid, 3, 1);
select is(pg_temp.why(3), 'joined_later', 'who got the label after it was queued');
select test.give_label((test.get('done') #>> '{}')::uuid, 3, 1);
select is(pg_temp.why(3), 'excluded_segment', 'who carries a label that it excludes');
select test.let('batch', (api.create_campaign(
  '{"firstMessage": "Hi", "runAt": 4102444799}'::jsonb - 'runAt' || jsonb_build_object(
    'runAt', extract(epoch from test.monday('1 day'))::bigint
  ),
  array[1], array['a'], array[test.number(0)], p_now => test.monday()
) -> 'id'));
select outlier.queue_campaign_messages(test.get('batch')::bigint, test.monday());
select is(pg_temp.why(3), 'not_in_file', 'who is not in its file');

-- The complete explanation.
create function pg_temp.story(p_person integer, p_kind text default null, p_id bigint default null)
returns text language sql as $$ select array_to_string(api.why(test.number(p_person), p_kind, p_id), ' ') $$;
select matches(
  pg_temp.story(10), '^This person has been in the audience since .* They have opted out\. ', 'a story begins with consent'
);
select matches(
  pg_temp.story(50), '^This number is not in outlier\.authors\.', 'or says that nobody has the number'
);
select outlier.set_consent(test.number(1), 'opt_out', 'message', null, 'no more please', p_now => test.monday());
select matches(pg_temp.story(1), 'they opted out \(message\): "no more please"\.', 'every change of consent is in it');
select matches(
  pg_temp.story(0, 'campaign', test.get('batch')::bigint),
  'Campaign [0-9]+.* is sending\. It ran at .*The first message waits, and is due at', 'what waits is said'
);
update outlier.broadcasts set second_message = 'And?' where state = 'scheduled';
select test.let('batch', to_jsonb(outlier.make_broadcast(test.monday('1 day'))));
update outlier.quotas set max_concurrent = 100;
select test.record(test.claim(test.monday('1 day'), 100), test.monday('1 day'));
select matches(
  pg_temp.story(0),
  'Missive accepted the first message at .* Its delivery status is not known yet\. The follow-up waits',
  'what was sent, and what comes'
);
select matches(
  pg_temp.story(13, 'campaign', (select max(id) from outlier.campaigns)),
  'This person got no first message: not_in_file: the file of the campaign does not list this person\.$',
  'and why somebody got nothing'
);
select throws_ok($$
  select api.why(test.number(0), 'broadcast', (select max(id) from outlier.campaigns))
$$, 'OT009', null, 'a campaign is no broadcast');
select throws_ok($$select api.why('x')$$, 'OT010', null, 'and a word no number');
select * from finish();
rollback;
