-- Missive merges conversations without a webhook. Only an answer to a request shows it.
-- Shows: merged, groups
begin;
select plan(19);
select test.settings();
select test.let('water', to_jsonb(test.label('Water')));
create function pg_temp.label() returns uuid language sql as $$ select (test.get('water') #>> '{}')::uuid $$;
select test.give_label(pg_temp.label(), 0, 3);
-- Persons 0 and 1 have a second conversation.
insert into outlier.conversations (id, created_at, updated_at)
values (md5('new 0')::uuid, test.monday(), test.monday()), (md5('new 1')::uuid, test.monday(), test.monday());
insert into outlier.conversations_authors (conversation_id, author_phone_number)
values (md5('new 0')::uuid, test.number(0)), (md5('new 1')::uuid, test.number(1));
update outlier.conversations set updated_at = test.monday('-40 days'), heard_at = test.monday('-40 days')
where id in (test.conversation(0), test.conversation(2));
update outlier.conversations set updated_at = test.monday('-2 days'), heard_at = test.monday('-2 days')
where id = test.conversation(1);
create function pg_temp.labelled(p_person integer) returns boolean language sql as $$
  select exists (
    select from outlier.conversations_labels
    where conversation_id = test.conversation(p_person) and not is_archived
  )
$$;
create function pg_temp.count() returns bigint language sql as $$
  select outlier.get_campaign_recipient_count(test.segments(pg_temp.label()))
$$;

select is(
  outlier.ask_for_merges(test.monday()), 1, 'Missive is asked about one that was quiet for long and has a sibling'
);
select is(
  (select array_agg(payload) from outlier.requests where kind = 'read_conversation'),
  array[jsonb_build_object('conversation', test.conversation(0))], 'not about one with an event, nor about one alone'
);
select is(outlier.ask_for_merges(test.monday('1 day')), 0, 'it is not asked every night');
create function pg_temp.answers(p_id uuid, p_at timestamptz) returns void language sql as $$
  select test.answer(
    test.claim_requests(p_at),
    jsonb_build_object('conversations', jsonb_build_array(jsonb_build_object(
      'id', p_id, 'shared_labels', jsonb_build_array(jsonb_build_object('id', pg_temp.label(), 'name', 'Water'))
    ))),
    p_now => p_at
  )
$$;
savepoint asked;
select pg_temp.answers(test.conversation(0), test.monday('1 day'));
select is((select merged_into from outlier.conversations where id = test.conversation(0)), null, 'it was not merged');
select is((select count(*) from outlier.requests), 0::bigint, 'and the question is done with');
select is(outlier.ask_for_merges(test.monday('31 days')), 2, 'a month later it is asked again');
rollback to asked;
select is(pg_temp.count(), 3::bigint, 'three people carry the label');
select pg_temp.answers(md5('new 0')::uuid, test.monday('1 day'));
select is(
  (select merged_into from outlier.conversations where id = test.conversation(0)), md5('new 0')::uuid,
  'Missive answers with another conversation: it was merged'
);
select ok(not pg_temp.labelled(0), 'its labels count no more');
select is(pg_temp.count(), 3::bigint, 'those of the other one do');
select is(outlier.find_conversation(test.number(0)), md5('new 0')::uuid, 'posts go to the other one');
select is(outlier.ask_for_merges(test.monday('60 days')), 1, 'and only the other one is asked about');
rollback to asked;
select test.answer(
  test.claim_requests(test.monday('1 day')),
  jsonb_build_object('conversations', jsonb_build_array(jsonb_build_object('id', md5('new 0')::uuid))),
  p_now => test.monday('1 day')
);
select is(pg_temp.count(), 3::bigint, 'where Missive does not tell the other one''s labels, it gets those of the first');
select test.receive_user_action(
  jsonb_build_object(
    'rule', jsonb_build_object('id', md5('rule')::uuid, 'type', 'label_change'),
    'conversation', jsonb_build_object(
      'id', test.conversation(0),
      'shared_labels', jsonb_build_array(jsonb_build_object('id', pg_temp.label(), 'name', 'Water'))
    )
  )::text,
  p_now => test.monday('23 hours')
);
select ok(not pg_temp.labelled(0), 'an older event does not bring the labels back');
select test.receive_user_action(
  jsonb_build_object(
    'rule', jsonb_build_object('id', md5('rule')::uuid, 'type', 'label_change'),
    'conversation', jsonb_build_object(
      'id', test.conversation(0),
      'shared_labels', jsonb_build_array(jsonb_build_object('id', pg_temp.label(), 'name', 'Water'))
    )
  )::text,
  p_now => test.monday('25 hours')
);
select is(
  (select merged_into from outlier.conversations where id = test.conversation(0)), null,
  'one that has events again is alive'
);
rollback to asked;
select pg_temp.answers(md5('unheard of')::uuid, test.monday('1 day'));
select is(
  (
    select array_agg(author_phone_number)
    from outlier.conversations_authors
    where conversation_id = md5('unheard of')::uuid
  ),
  array[test.number(0)], 'one that nobody has heard of yet gets the people'
);
rollback to asked;

-- The request for a campaign's labels also shows a merge.
select outlier.merge_conversation(test.conversation(0), md5('new 0')::uuid, true, test.monday());
select outlier.merge_conversation(md5('new 0')::uuid, test.conversation(0), true, test.monday());
select is(
  (
    select array_agg(merged_into)
    from outlier.conversations
    where id in (test.conversation(0), md5('new 0')::uuid) and merged_into is not null
  ),
  array[test.conversation(0)], 'of two that merged one stays'
);

-- Group conversations.
select test.receive_user_action(
  jsonb_set(
    test.incoming(test.number(2), 'Hello all', test.monday('1 day'))::jsonb, '{message,to_fields}',
    jsonb_build_array(jsonb_build_object('id', '+13135550177'), jsonb_build_object('id', '+13135550100'))
  )::text,
  p_now => test.monday('1 day')
);
select is(
  outlier.own_numbers(
    '{"rule": {"type": "incoming_sms_message"}, "message": {"to_fields": [{"id": "+13135550177"}]}}'
  ),
  array['+13135550100'], 'another member of a group is not taken for our number'
);
select test.writes('+13135550177', 'STOP', test.monday('1 day 1 hour'));
select ok(
  (select unsubscribed from outlier.authors where phone_number = '+13135550177'), 'and their STOP is heard'
);
select * from finish();
rollback;
