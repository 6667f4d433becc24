-- Repeats a campaign: for the same people, or for the people whom it did not reach.
-- Shows: GET-/broadcasts/{id}, GET-/broadcasts/{id}/unreached, POST-/broadcasts/{id}/unreached, GET-/campaigns/{id}
-- Shows: GET-/campaigns/{id}/unreached, POST-/campaigns/{id}/unreached, POST-/campaigns/{id}/duplicate
-- Shows: api.count_unreached, api.duplicate_campaign, api.repeat_for_unreached, api.show_batch
begin;
select plan(31);
select test.settings();
select test.let('water', to_jsonb(test.label('Water')));
select test.let('done', to_jsonb(test.label('Done')));
select test.give_label((test.get('water') #>> '{}')::uuid, 0, 8);
create function pg_temp.later(p_change jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('runAt', extract(epoch from test.monday('2 days'))::bigint) || p_change
$$;
create function pg_temp.duplicate(p_id jsonb, p_change jsonb default '{}') returns jsonb language sql as $$
  select api.duplicate_campaign(p_id::bigint, pg_temp.later(p_change), test.monday())
$$;
create function pg_temp.again(p_id jsonb, p_change jsonb default '{}', p_kind text default 'campaign')
returns jsonb language sql as $$
  -- A batch can be repeated only once, so the test deletes the earlier repetition.
  delete from outlier.batches where repeats_batch_id = p_id::bigint;
  select api.repeat_for_unreached(p_kind, p_id::bigint, pg_temp.later(p_change), test.monday('1 day'))
$$;
create function pg_temp.lines(p_campaign jsonb) returns text[] language sql as $$
  select array_agg(concat_ws(' ', f.line, f.raw, f.verdict, f.message) order by f.line)
  from outlier.campaign_file_recipients as f
  where f.campaign_id = (p_campaign -> 'id')::bigint
$$;
select test.let('campaign', api.create_campaign(
  test.request(jsonb_build_object(
    'title', 'Spring', 'secondMessage', 'And?', 'delay', 60, 'campaignLabelName', 'Checkup', 'priority', 'bulk',
    'segments', test.segments((test.get('water') #>> '{}')::uuid, (test.get('done') #>> '{}')::uuid)
  )),
  p_now => test.monday()
) -> 'id');
select is(
  pg_temp.duplicate(test.get('campaign')) - array['id', 'runAt', 'forecast'],
  api.show_batch('campaign', test.get('campaign')::bigint, test.monday()) - array['id', 'runAt', 'forecast'],
  'a duplicate is like its original'
);
select is(
  pg_temp.duplicate(test.get('campaign')) -> 'runAt', pg_temp.later() -> 'runAt', 'but for its time'
);
select is(
  pg_temp.duplicate(test.get('campaign'), '{"title": "Summer"}') ->> 'title', 'Summer', 'and what else is given'
);
select throws_ok(
  format('select api.duplicate_campaign(%s, %L, %L)', test.get('campaign'), '{}', test.monday()), 'OT010', null,
  'a time is needed'
);
select throws_ok($$select pg_temp.duplicate('-1')$$, 'OT009', null, 'so is an original');

-- A campaign by file.
select test.let('file', api.create_campaign(
  test.request(), array[1, 2, 3], array['(200) 555-0100', 'x', '2005550101'],
  array['(200) 555-0100', 'x', '2005550101'], p_now => test.monday()
) -> 'id');
update outlier.authors set unsubscribed = true where phone_number = test.number(1);
select is(
  pg_temp.lines(pg_temp.duplicate(test.get('file'))),
  array['1 (200) 555-0100 accepted', '2 x invalid_number', '3 2005550101 unsubscribed'],
  'the lines of a file are judged anew'
);
select is(
  pg_temp.duplicate(
    test.get('file'), jsonb_build_object('segments', test.segments((test.get('water') #>> '{}')::uuid))
  ) -> 'segments',
  test.segments((test.get('water') #>> '{}')::uuid), 'segments may take their place'
);
select test.let('personal', api.create_campaign(
  jsonb_build_object('runAt', extract(epoch from test.monday('1 hour'))::bigint), array[1, 2], array['a', 'b'],
  array[test.number(0), test.number(2)], array['Hi Ada', 'Hi Grace'], test.monday()
) -> 'id');
select is(
  pg_temp.lines(pg_temp.duplicate(test.get('personal'))), array['1 a accepted Hi Ada', '2 b accepted Hi Grace'],
  'everybody''s own text'
);
select is(
  pg_temp.lines(pg_temp.duplicate(test.get('personal'), '{"firstMessage": "Hi all"}')),
  array['1 a accepted', '2 b accepted'], 'or one for all'
);
select is(
  pg_temp.duplicate(test.get('personal'), '{"firstMessage": "Hi all"}') ->> 'firstMessage', 'Hi all', 'which is shown'
);

-- An exempt campaign.
update outlier.batches set exempt_reason = 'Boil water' where id = test.get('campaign')::bigint;
select is(pg_temp.duplicate(test.get('campaign')) ->> 'exemptReason', null, 'an exemption is not repeated');
update outlier.batches set exempt_reason = null where id = test.get('campaign')::bigint;

-- The people whom a batch did not reach.
select throws_ok(
  $$select pg_temp.again(test.get('campaign'))$$, 'OT005', null, 'what has not run may still reach everybody'
);
select outlier.queue_campaign_messages(test.get('campaign')::bigint, test.monday());
select throws_ok($$select pg_temp.again(test.get('campaign'))$$, 'OT005', null, 'what is being sent too');
insert into outlier.message_statuses (
  is_second, batch_id, campaign_id, recipient_phone_number, message, twilio_sent_status
)
select false, q.batch_id, q.campaign_id, q.recipient_phone_number, q.message, 'delivered'
from outlier.queued_messages as q
where q.batch_id = test.get('campaign')::bigint;
delete from outlier.queued_messages where batch_id = test.get('campaign')::bigint;
select outlier.finish_sent_batches(array[test.get('campaign')::bigint], test.monday('1 hour'));
select is((select state from outlier.batches where id = test.get('campaign')::bigint), 'done', 'it is through');
select is(
  api.count_unreached('campaign', test.get('campaign')::bigint), '{"people": 0, "reasons": []}', 'it reached everybody'
);
select throws_ok($$select pg_temp.again(test.get('campaign'))$$, 'OT010', null, 'so there is nobody to text again');
create function pg_temp.fail(p_person integer, p_code integer default null) returns void language sql as $$
  update outlier.message_statuses set twilio_sent_status = 'undelivered', twilio_error_code = p_code
  where recipient_phone_number = test.number(p_person) and not is_second
$$;
select pg_temp.fail(0);
select pg_temp.fail(2, 30003);
select pg_temp.fail(3, 30005);
select pg_temp.fail(4, 30003);
select pg_temp.fail(5, 21610);
select pg_temp.fail(6, 30008);
select pg_temp.fail(7, 20003);
update outlier.authors set unsubscribed = true where phone_number = test.number(4);
select test.give_label((test.get('done') #>> '{}')::uuid, 6, 1);
select is(
  api.count_unreached('campaign', test.get('campaign')::bigint),
  '{"people": 3, "reasons": [{"reason": "failed", "people": 3,
    "explanation": "The message was not delivered, for a reason that may be temporary."}]}',
  'whom an error that may pass kept from it'
);
select is(
  pg_temp.lines(pg_temp.again(test.get('campaign'))),
  array['1 ' || test.number(0) || ' accepted', '2 ' || test.number(2) || ' accepted',
    '3 ' || test.number(7) || ' accepted'],
  'no dead number, nobody who opted out, and nobody with a label that it excludes'
);
select test.let('again', pg_temp.again(test.get('campaign')));
select is(test.get('again') ->> 'title', 'Not reached by "Spring"', 'it says what it is');
select is(test.get('again') ->> 'firstMessage', 'Is your water clear?', 'with the text');
select is(test.get('again') ->> 'secondMessage', 'And?', 'the follow-up');
select is(test.get('again') ->> 'recipientCount', '3', 'and how many people');
select is(
  pg_temp.again(test.get('campaign'), '{"title": "Again", "firstMessage": "Hi"}') ->> 'title', 'Again',
  'all of that can differ'
);

-- People whom a rule excluded.
insert into outlier.recipients (batch_id, campaign_id, phone_number, reason)
select test.get('campaign')::bigint, test.get('campaign')::bigint, test.conversation_number, reason
from (values
  (test.number(20), 'expired'), (test.number(21), 'frequency_cap'), (test.number(22), 'gave_up'),
  (test.number(23), 'unsubscribed'), (test.number(24), 'invalid_number')
) as test (conversation_number, reason);
select test.authors(3, 20);
select is(
  (
    select array_agg(concat(r ->> 'reason', ' ', r ->> 'people') order by r ->> 'reason')
    from jsonb_array_elements(api.count_unreached('campaign', test.get('campaign')::bigint) -> 'reasons') as r
  ),
  array['expired 1', 'failed 3', 'frequency_cap 1', 'gave_up 1'], 'rules that left somebody out may not do so again'
);

-- A campaign with personal texts, and a broadcast.
select outlier.queue_campaign_messages(test.get('personal')::bigint, test.monday());
select outlier.cancel_batch(test.get('personal')::bigint);
select is(
  pg_temp.lines(pg_temp.again(test.get('personal'))),
  array['1 ' || test.number(0) || ' accepted Hi Ada', '2 ' || test.number(2) || ' accepted Hi Grace'],
  'each gets their own text'
);
select is(
  pg_temp.lines(pg_temp.again(test.get('personal'), '{"firstMessage": "Hi all"}')),
  array['1 ' || test.number(0) || ' accepted', '2 ' || test.number(2) || ' accepted'], 'or one for all'
);
select test.let('broadcast', to_jsonb(test.broadcast(10, test.monday('1 hour'), p_first_message => 'Good morning')));
select test.share(test.get('broadcast')::bigint, test.segment());
select outlier.make_broadcast(test.monday('1 hour'));
select outlier.cancel_batch(test.get('broadcast')::bigint);
select is(
  pg_temp.again(test.get('broadcast'), p_kind => 'broadcast') ->> 'firstMessage', 'Good morning',
  'a broadcast becomes a campaign'
);
select is(
  pg_temp.again(test.get('broadcast'), p_kind => 'broadcast') ->> 'title',
  'Not reached by broadcast ' || (test.get('broadcast') #>> '{}'), 'which names it'
);
select throws_ok(
  $$select pg_temp.again(test.get('broadcast'))$$, 'OT009', null, 'under its own kind'
);

-- A single batch.
select is(
  api.show_batch('campaign', test.get('campaign')::bigint, test.monday()) ->> 'id', test.get('campaign') #>> '{}',
  'one is shown alone'
);
select throws_ok($$select api.show_batch('broadcast', -1)$$, 'OT009', null, 'if there is one');
select * from finish();
rollback;
