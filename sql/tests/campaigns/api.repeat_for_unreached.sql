-- A batch can be repeated only once. People whom the batch excludes stay excluded in the repetition.
-- Shows: POST-/broadcasts/{id}/unreached
begin;
select plan(17);
select test.settings();
select test.let('water', to_jsonb(test.label('Water'))), test.let('done', to_jsonb(test.label('Done')));
select test.give_label((test.get('water') #>> '{}')::uuid, 0, 4);
select test.let('campaign', api.create_campaign(
  test.request(jsonb_build_object(
    'title', 'Spring', 'segments', test.segments((test.get('water') #>> '{}')::uuid, (test.get('done') #>> '{}')::uuid)
  )),
  p_now => test.monday()
) -> 'id');
create function pg_temp.again(p_id jsonb default test.get('campaign')) returns jsonb language sql as $$
  select api.repeat_for_unreached(
    'campaign', p_id::bigint, jsonb_build_object('runAt', extract(epoch from test.monday('2 days'))::bigint),
    test.monday('1 day')
  )
$$;
select outlier.queue_campaign_messages(test.get('campaign')::bigint, test.monday('1 hour'));
select outlier.cancel_batch(test.get('campaign')::bigint);
select test.let('first', pg_temp.again());
select is(test.get('first') -> 'recipientCount', '4', 'nobody was reached, so all are texted again');
select is(test.get('first') -> 'isRepeated', null, 'it is new');
select test.let('second', pg_temp.again());
select is(test.get('second') -> 'id', test.get('first') -> 'id', 'pressed twice, it is the same campaign');
select is(test.get('second') -> 'isRepeated', 'true', 'and the answer says so');
select throws_ok(
  format(
    $$insert into outlier.batches (kind, first_message, run_at, repeats_batch_id) values ('campaign', 'x', now(), %s)$$,
    test.get('campaign')
  ),
  '23505', null, 'a second one is impossible'
);

-- The label that the campaign excludes.
select is(
  (select inherited_exclusion from outlier.batches where id = (test.get('first') -> 'id')::bigint),
  jsonb_build_object('excluded', test.segments((test.get('done') #>> '{}')::uuid) -> 'included'),
  'it leaves out whom the campaign leaves out'
);
select test.give_label((test.get('done') #>> '{}')::uuid, 1, 1);
select test.let('copy', api.duplicate_campaign(
  (test.get('first') -> 'id')::bigint, jsonb_build_object('runAt', extract(epoch from test.monday('3 days'))::bigint),
  test.monday('1 day')
));
select outlier.queue_campaign_messages((test.get('first') -> 'id')::bigint, test.monday('2 days'));
select is(
  (
    select array_agg(r.phone_number || ' ' || r.reason order by r.phone_number)
    from outlier.recipients as r
    where r.batch_id = (test.get('first') -> 'id')::bigint and r.reason is not null
  ),
  array[test.number(1) || ' excluded_segment'], 'a label that came after it was made counts when it is queued'
);
select is(
  (select count(*) from outlier.queued_messages as q where q.batch_id = (test.get('first') -> 'id')::bigint), 3::bigint,
  'the others are queued'
);
select test.give_label((test.get('done') #>> '{}')::uuid, 2, 1);
select is(
  (
    select array_agg(j.reason order by j.id) filter (where j.reason = 'excluded_segment')
    from outlier.judge_messages(
      false,
      array(select q.id from outlier.queued_messages as q where q.batch_id = (test.get('first') -> 'id')::bigint),
      test.monday('2 days')
    ) as j
  ),
  array['excluded_segment'], 'one that comes after that counts when the message is claimed'
);
select outlier.queue_campaign_messages((test.get('copy') -> 'id')::bigint, test.monday('3 days'));
select is(
  (
    select count(*)
    from outlier.recipients as r
    where r.batch_id = (test.get('copy') -> 'id')::bigint and r.reason = 'excluded_segment'
  ),
  2::bigint, 'a duplicate of it leaves them out too'
);
select outlier.cancel_batch((test.get('first') -> 'id')::bigint);
select is(pg_temp.again() -> 'id', test.get('first') -> 'id', 'cancelled while it was being sent, it is still the one');
select test.let('chain', pg_temp.again(test.get('first') -> 'id'));
select is(test.get('chain') -> 'recipientCount', '2', 'whom it did not reach it is repeated for');
select is(
  (select inherited_exclusion from outlier.batches where id = (test.get('chain') -> 'id')::bigint),
  (select inherited_exclusion from outlier.batches where id = (test.get('first') -> 'id')::bigint),
  'the label stays left out'
);
select outlier.cancel_batch((test.get('chain') -> 'id')::bigint);
select isnt(
  pg_temp.again(test.get('first') -> 'id') -> 'id', test.get('chain') -> 'id',
  'one that was cancelled before it ran texted nobody, so another one is made'
);

-- The outcome for each person, with filters.
select is(
  (select array_agg(r.phone_number) from api.campaign_recipients((test.get('first') -> 'id')::bigint, 'not_sent') as r),
  array[test.number(0), test.number(1), test.number(2), test.number(3)], 'the list of a campaign has those not sent'
);
select is_empty(
  $$select from api.campaign_recipients((test.get('first') -> 'id')::bigint, 'delivered')$$, 'and nobody delivered'
);
select throws_ok(
  $$select count(*) from api.campaign_recipients((test.get('first') -> 'id')::bigint, 'lost')$$, 'OT010', null,
  'another word is refused'
);
select * from finish();
rollback;
