-- Each kind of event, with its variations, leaves exactly the expected rows.
-- Shows: label-returns, table-authors, table-conversations, table-conversations_authors, table-conversations_labels
-- Shows: table-labels, table-conversations_users, table-conversations_assignees, table-conversations_assignees_history
-- Shows: table-conversation_history, table-teams, table-organizations, table-users, table-user_history, table-rules
-- Shows: table-comments, table-comments_mentions, table-tasks_assignees, table-twilio_messages
begin;
select plan(72);
select test.settings();
create function pg_temp.labels() returns text[] language sql as $$
  select array_agg(l.name order by l.name)
  from outlier.conversations_labels as cl join outlier.labels as l on l.id = cl.label_id
  where not cl.is_archived
$$;
create function pg_temp.assignees() returns text[] language sql as $$
  select array_agg(u.name order by u.name)
  from outlier.conversations_assignees as a join outlier.users as u on u.id = a.user_id
$$;
create function pg_temp.errors() returns text[] language sql as $$ select array_agg(message) from outlier.errors $$;
savepoint ready;

-- An incoming message.
select test.arrives('incoming_sms_message');
select is(pg_temp.errors(), null, 'a message from somebody new is no error');
select results_eq(
  'select id, subject, latest_message_subject, organization_id, closed, heard_at, created_at from '
  'outlier.conversations',
  $$
    select
      'dd03b859-7652-4619-ab6a-88edefd1460c'::uuid,
      null::text,
      'SMS with +13135550142',
      '16ead38e-0348-4564-9b8a-5085be988669'::uuid,
      false,
      test.monday(),
      to_timestamp(1767358800)
  $$,
  'its conversation is there'
);
select results_eq(
  'select phone_number, unsubscribed, exclude, added_via_file_upload from outlier.authors',
  $$values ('+13135550142', false, false, false)$$,
  'the person is an author, and we are none'
);
select results_eq(
  'select author_phone_number from outlier.conversations_authors', array['+13135550142'], 'who takes part in it'
);
select results_eq(
  'select from_phone_number, to_phone_number, external_id, "references", delivered_at, created_at, sender_id, '
  'attachments from outlier.twilio_messages',
  $$select '+13135550142', '+13135550100', test.payload('incoming_sms_message') #>> '{message,external_id}', array['+13135550100+13135550142'],
    to_timestamp((test.payload('incoming_sms_message') #>> '{message,delivered_at}')::int),
    to_timestamp((test.payload('incoming_sms_message') #>> '{message,created_at}')::int),
    null::uuid,
    jsonb '[]'$$,
  'the message is there, with its Twilio id and times'
);
select results_eq('select name from outlier.organizations', array['Example Newsroom'], 'the organization');
select is((select count(*) from outlier.rules where type = 'incoming_sms_message'), 1::bigint, 'and the rule');
select is(
  (select count(*) from outlier.users),
  (select jsonb_array_length(test.payload('incoming_sms_message') #> '{conversation,users}'))::bigint,
  'the users who see it'
);
select is((select array_agg(state) from outlier.invoke_history), array['done'], 'it is done');
select test.arrives('incoming_sms_message', p_at => test.monday('1 minute'));
select is(
  (select array_agg(state order by id) from outlier.invoke_history),
  array['done', 'repeat'],
  'the same bytes again are a repeat'
);
select is((select heard_at from outlier.conversations), test.monday(), 'which changes nothing');
rollback to savepoint ready;

-- The newsroom's own number in either spelling, and authors without a number.
select test.arrives('incoming_twilio_message', jsonb_build_object('conversation', jsonb_build_object('authors', jsonb '[
  {"name": "+13135550100",
  "phone_number": "+13135550100"},
  {"name": "+1 (313) 555-0100",
  "phone_number": "+1 (313) 555-0100"},
  {"name": "AC",
  "phone_number": "AC2e8926e2f39df4ee57a1a7b6d45d5648"},
  {"name": "Robin"},
  {"name": "Robin",
  "address": "robin@example.org"},
  {"name": "Ann Doe", "phone_number": "(313) 555-0143"}, null, 7, "x", {"phone_number": 3135550144}]')));
select results_eq(
  'select phone_number, name from outlier.authors order by 1',
  $$values ('+13135550142', '+13135550142'), ('+13135550143', 'Ann Doe'), ('+13135550144', null)$$,
  'people with a number are authors, in one form; we are none, in any form; others are no error'
);
update outlier.settings set sending_phone_number = null;
select test.arrives('outgoing_twilio_message', p_at => test.monday('1 minute'));
select is(
  (select count(*) from outlier.authors where phone_number = '+13135550100'),
  0::bigint,
  'nor where only the message tells which number is ours'
);
select is(
  (select from_phone_number from outlier.twilio_messages where preview like 'Thanks%'),
  '+13135550100',
  'an account id is seen through'
);
select is(
  (select u.id from outlier.twilio_messages as t join outlier.users as u on u.id = t.sender_id),
  '19671a99-9d38-4a60-a48f-25a12b1aceff'::uuid,
  'the sender is a user'
);
rollback to savepoint ready;

-- Two webhooks arrive together, and the later one gets the lock first.
select test.arrives('incoming_sms_message', p_at => test.monday('5 seconds'));
select test.arrives(
  'incoming_sms_message',
  '{"conversation": {"latest_message_subject": "Newer"}, "message": {"id": "dd03b859-7652-4619-ab6a-88edefd1460d", '
  '"created_at": 1767399999, "delivered_at": 1767399999}}',
  test.monday()
);
select is((select latest_message_subject from outlier.conversations), 'Newer', 'what knows a later message is newer');
select is(
  (select heard_at from outlier.conversations), test.monday('5 seconds'), 'and the last word was heard when it was'
);
select test.arrives(
  'incoming_sms_message',
  '{"conversation": {"latest_message_subject": "Again"}, "message": {"id": "dd03b859-7652-4619-ab6a-88edefd1460d", '
  '"created_at": 1767399999, "delivered_at": 1767399999}}',
  test.monday()
);
select is(
  (select latest_message_subject from outlier.conversations),
  'Newer',
  'of two that know the same the one that came first is older'
);
select test.arrives(
  'incoming_sms_message',
  '{"conversation": {"latest_message_subject": "Late"}, "message": {"id": "dd03b859-7652-4619-ab6a-88edefd1460e", '
  '"created_at": 1767499999, "delivered_at": 1767499999}}',
  test.monday('-1 minute')
);
select is(
  (select latest_message_subject from outlier.conversations),
  'Newer',
  'and what came long before is older, whatever it knows'
);
rollback to savepoint ready;

-- Flags and names.
select test.author('+13135550142', true, true, true);
select test.arrives(
  'incoming_sms_message', '{"conversation": {"authors": [{"name": "Ann Doe", "phone_number": "+13135550142"}]}}', now()
);
select results_eq(
  'select name, unsubscribed, exclude, added_via_file_upload from outlier.authors',
  $$values ('Ann Doe', true, true, true)$$,
  'somebody who is known keeps their flags, and gets a name'
);
select test.arrives('outgoing_sms_message', p_at => now());
select is((select name from outlier.authors), 'Ann Doe', 'a number in the place of a name does not take it away');
rollback to savepoint ready;

-- Organization and team missing.
select test.arrives('incoming_sms_message', '{"conversation": {"organization": null, "team": null}}');
select results_eq(
  'select organization_id, team_id from outlier.conversations',
  $$values (null::uuid, null::uuid)$$,
  'a private conversation has no organization and no team'
);
select is((select count(*) from outlier.twilio_messages), 1::bigint, 'and loses nothing');
select test.receive_user_action(
  (test.payload('label_change') #- '{conversation,organization}' #- '{conversation,team}')::text,
  p_now => test.monday('1 minute')
);
select is(
  (select array_agg(state) from outlier.invoke_history),
  array['done', 'done'],
  'where they are missing that is no error'
);
rollback to savepoint ready;

-- Labels that are removed and added again.
select test.arrives('label_change');
select test.let('labels', to_jsonb(pg_temp.labels()));
select is(
  array_length(pg_temp.labels(), 1),
  jsonb_array_length(test.payload('label_change') #> '{conversation,shared_labels}'),
  'the labels are those of the snapshot'
);
select test.arrives('label_change', '{"conversation": {"shared_labels": []}}', test.monday('1 hour'));
select is(pg_temp.labels(), null, 'a label that was taken off is archived');
select ok((select bool_and(is_archived) from outlier.conversations_labels), 'and stays as a past one');
select test.arrives('label_change', p_at => test.monday('2 hours'));
select is(to_jsonb(pg_temp.labels()), test.get('labels'), 'one that returns is back, in the same words as before');
select is(
  (select array_agg(distinct created_at) from outlier.conversations_labels),
  array[test.monday('2 hours')],
  'and counts from then on'
);
select test.arrives('label_change', p_at => test.monday('3 hours'));
select is(
  (select array_agg(distinct created_at) from outlier.conversations_labels),
  array[test.monday('2 hours')],
  'the same again changes nothing'
);
select test.arrives('label_change', '{"conversation": {"shared_labels": null}}', test.monday('4 hours'));
select is(to_jsonb(pg_temp.labels()), test.get('labels'), 'where a snapshot says nothing of labels they stay');
select is(
  (
    select array_agg(is_child)
    from (
      select l.parent is not null and not exists (select from outlier.labels as p where p.id = l.parent) as is_child
      from outlier.labels as l
      where l.parent is not null
      limit 1
    ) as x
  ) is not null,
  true,
  'a child without its parent is kept'
);
rollback to savepoint ready;

-- Assignees.
select test.arrives('conversation_assignee_change');
select is(pg_temp.assignees(), array['Jordan Vale', 'Riley Moss'], 'the assignees are those of the snapshot');
select test.arrives('conversation_closed', p_at => test.monday('1 hour'));
select is(pg_temp.assignees(), array['Jordan Vale'], 'whoever is not listed any more is none any more');
select results_eq(
  'select u.name, h.assigned, h.changed_at from outlier.conversations_assignees_history as h join outlier.users as u '
  'on u.id = h.user_id order by h.id',
  $$
    values
      ('Jordan Vale', true, test.monday()),
      ('Riley Moss', true, test.monday()),
      ('Riley Moss', false, test.monday('1 hour'))
  $$,
  'the history has who came and went'
);
select results_eq(
  'select ch.change_type, ch.changed_at, count(h.id) from outlier.conversation_history as ch left join '
  'outlier.conversations_assignees_history as h on h.conversation_history_id = ch.id group by ch.id order by ch.id',
  $$
    values
      ('assignee_change', test.monday(), 2::bigint),
      ('assignee_change', test.monday('1 hour'), 1),
      ('closed', test.monday('1 hour'), 0)
  $$,
  'each row of which belongs to a change of the conversation'
);
select results_eq(
  'select u.name, cu.archived, cu.assigned from outlier.conversations_users as cu join outlier.users as u on u.id = '
  'cu.user_id order by 1',
  $$values ('Avery Stone', true, false), ('Jordan Vale', false, true), ('Riley Moss', true, false)$$,
  'and how it stands in each inbox'
);

-- Closed and reopened.
select ok((select closed from outlier.conversations), 'closed, by the type of the rule');
select test.arrives('conversation_reopened', p_at => test.monday('2 hours'));
select ok((select not closed from outlier.conversations), 'reopened');
select test.arrives('conversation_closed', p_at => test.monday('3 hours'));
select ok((select closed from outlier.conversations), 'and closed again, in the very same words');
select test.arrives('conversation_closed', p_at => test.monday('4 hours'));
select results_eq(
  $$select change_type, changed_at from outlier.conversation_history where change_type in ('closed', 'reopened') order by id$$,
  $$
    values ('closed', test.monday('1 hour')), ('reopened', test.monday('2 hours')), ('closed', test.monday('3 hours'))
  $$,
  'the history has each, and a repeat once'
);

-- Teams.
select test.arrives(
  'team_change',
  '{"conversation": {"team": {"id": "00000000-0000-4000-8000-000000000001", "name": "Night desk", "organization": '
  '"16ead38e-0348-4564-9b8a-5085be988669"}}}',
  test.monday('5 hours')
);
select is(
  (select t.name from outlier.conversations as c join outlier.teams as t on t.id = c.team_id),
  'Night desk',
  'a conversation goes to another team'
);
select test.arrives('team_change', '{"conversation": {"team": null}}', test.monday('6 hours'));
select results_eq($$
  select team_id from outlier.conversation_history where change_type = 'team_change' order by id
$$, $$values ('00000000-0000-4000-8000-000000000001'::uuid), (null)$$, 'and to none, with a history');
-- An old snapshot.
select test.arrives('label_change', '{"conversation": {"subject": "old"}}', test.monday('30 minutes'));
select isnt(
  (select subject from outlier.conversations),
  'old',
  'a snapshot that came before the one that stands here changes nothing'
);
select is((select count(*) from outlier.user_history), 0::bigint, 'nobody was called anything else');
select test.arrives(
  'label_change',
  jsonb_build_object(
    'conversation',
    jsonb_build_object(
      'users',
      jsonb '[{"id": "6f8b1eee-3521-4eeb-8286-651aa86b4328", "name": "Avery Rock", "email": "avery@example.org"}]'
    )
  ),
  test.monday('7 hours')
);
select results_eq(
  'select name, email from outlier.user_history',
  $$values ('Avery Stone', 'avery@example.org')$$,
  'a user''s earlier name is kept'
);
select is(
  (select count(*) from outlier.conversations_users), 1::bigint, 'whoever has no access any more is not listed any more'
);
select is(pg_temp.errors(), null, 'all without an error');
rollback to savepoint ready;

-- Comments and tasks.
select test.arrives('new_comment');
select results_eq(
  'select body, is_task, u.name, c.created_at from outlier.comments as c join outlier.users as u on u.id = c.user_id',
  $$values ('@Riley Moss can you call them back?', false, 'Jordan Vale', to_timestamp(1767362640))$$,
  'a comment is there, with who wrote it'
);
select results_eq(
  'select u.name, starts_at, length from outlier.comments_mentions as m join outlier.users as u on u.id = m.user_id',
  $$values ('Riley Moss', 0, 11)$$,
  'and whom it mentions'
);
select test.arrives('new_comment', '{"comment": {"id": "00000000-0000-4000-8000-000000000002", "mentions": [
  {"user_id": "f3c5803d-1dd9-40dd-926c-4a733089a7a5",
  "offset": 0,
  "length": 11},
  {"user_id": "f3c5803d-1dd9-40dd-926c-4a733089a7a5",
  "index": 20,
  "length": 11},
  {"user_id": "f3c5803d-1dd9-40dd-926c-4a733089a7a5",
  "offset": 0,
  "length": 11},
  {"team_id": "7c3015f2-6e8a-4148-84d5-40a8204e78ae",
  "offset": 40,
  "length": 3},
  {"offset": 50,
  "length": 4},
  {"user_id": "00000000-0000-4000-8000-000000000009",
  "offset": "x",
  "length": 1e99},
  5,
  null], "attachment": {"filename": "a.pdf"}}}');
select results_eq(
  $$
    select user_id is not null, team_id is not null, starts_at, length
    from outlier.comments_mentions
    where comment_id = '00000000-0000-4000-8000-000000000002'
    order by starts_at, length
  $$,
  $$
    values (true, false, 0, 0), (true, false, 0, 11), (true, false, 20, 11), (false, true, 40, 3), (false, false, 50, 4)
  $$,
  'one user twice, a team, everybody, and nonsense'
);
select is(
  (select attachment ->> 'filename' from outlier.comments where attachment is not null),
  'a.pdf',
  'an attachment is kept'
);
select test.arrives('new_comment_task');
select is((select count(*) from outlier.tasks_assignees), 1::bigint, 'a task has whoever is to do it');
select ok(
  (select is_task and task_completed_at is null from outlier.comments where body = 'Check the address'),
  'and is not done yet'
);
select test.arrives(
  'new_comment_task', '{"comment": {"task": {"completed_at": 1767362700, "assignees": []}}}', test.monday('1 minute')
);
select is(
  (select task_completed_at from outlier.comments where body = 'Check the address'),
  to_timestamp(1767362700),
  'then it is'
);
select test.arrives('new_comment_task', '{"x": 1}', test.monday('2 minutes'));
select is(
  (select task_completed_at from outlier.comments where body = 'Check the address'),
  to_timestamp(1767362700),
  'and stays so'
);
select test.arrives(
  'new_comment_task', '{"comment": {"id": "00000000-0000-4000-8000-000000000003", "task": {"completed_at": null}}}'
);
select ok(
  (select is_task from outlier.comments where id = '00000000-0000-4000-8000-000000000003'),
  'a task without assignees is one'
);
select test.receive_user_action(
  (test.payload('new_comment') - 'latest_message' || '{"y": 1}')::text, p_now => test.monday('3 minutes')
);
select is(pg_temp.errors(), null, 'a comment without a latest message is no error');
rollback to savepoint ready;

-- Webhooks in any order: data from a later message or comment stays.
select test.arrives(
  'outgoing_sms_message',
  '{"conversation": {"messages_count": 9, "shared_labels": []}, "message": {"id": '
  '"00000000-0000-4000-8000-000000000004", "created_at": 1767369000}}'
);
select test.arrives('incoming_sms_message', '{"conversation": {"messages_count": 6}}', test.monday('1 minute'));
select is(
  (select messages_count from outlier.conversations),
  9,
  'an event about an earlier message does not bring the old snapshot back'
);
select is((select count(*) from outlier.twilio_messages), 2::bigint, 'but its message is kept');
select test.arrives(
  'label_change',
  '{"latest_message": {"id": "e0921a42-4f25-480b-b896-966700c4214e", "created_at": 1767362400}}',
  test.monday('2 minutes')
);
select is(pg_temp.labels(), null, 'nor does a snapshot that did not know the latest message');
select test.arrives(
  'label_change',
  '{"latest_message": {"id": "00000000-0000-4000-8000-000000000004", "created_at": 1767369000}}',
  test.monday('3 minutes')
);
select isnt(pg_temp.labels(), null, 'one that did counts');
rollback to savepoint ready;

-- Unusual values.
select test.arrives('incoming_sms_message', '{"conversation": {"created_at": 1e300, "messages_count": "many", "drafts_count": 99999999999, "subject": {"a": 1}, "users": {"a": 1}, "assignees": "none", "shared_labels": [{"id": "x", "name": 5}, null],
  "team": {"id": "x"},
  "organization": "x",
  "color": 7},
  "message": {"created_at": "soon",
  "delivered_at": -5,
  "to_fields": [],
  "references": [1, {"a": 2}, "r"],
  "attachments": 3,
  "external_id": 12,
  "author": {"id": "nobody"}},
  "extra": {"deep": [1, [2]]}}');
select is(pg_temp.errors(), null, 'what is not of the kind that it should be is passed over');
select results_eq(
  'select messages_count, subject, organization_id, color from outlier.conversations',
  $$values (null::integer, null::text, null::uuid, '7')$$,
  'leaving nothing wrong'
);
select is((select "references" from outlier.twilio_messages), array['r'], 'and the message');
select test.receive_user_action(
  replace(test.payload('incoming_sms_message')::text, 'tell me more', 'a\u0000b \ud83d and \\u0000'),
  p_now => test.monday()
);
select matches(
  (select body from outlier.invoke_history order by id desc limit 1),
  'ud83d',
  'characters that cannot be stored do not cost the event'
);
rollback to savepoint ready;
select test.receive_user_action(
  replace(test.payload('incoming_sms_message')::text, 'tell me more', 'a\u0000b \ud83d \\u0000 \ud83d\ude00'),
  p_now => test.monday()
);
select is(
  (select preview from outlier.twilio_messages),
  'Yes, please a�b � \u0000 😀',
  'nor the rest of the text: what cannot be stored becomes U+FFFD'
);
select throws_ok($$
  select test.receive_user_action(repeat('[', 100000) || repeat(']', 100000))
$$, 'OT010', null, 'what nests too deep is refused');
select throws_ok($$
  select test.receive_user_action('{"a": 1e999999}')
$$, 'OT010', null, 'so is a number that nothing can hold');
select is((select count(*) from outlier.invoke_history), 1::bigint, 'and neither is stored');

-- A large payload.
select test.arrives('incoming_sms_message', jsonb_build_object('conversation', jsonb_build_object(
  'authors',
  (
    select jsonb_agg(jsonb_build_object('name', 'P' || i, 'phone_number', test.number(i)))
    from generate_series(1, 500) as i
  )
),
  'message',
  jsonb_build_object('id', md5('large')::uuid, 'preview', repeat('stop the bus ', 400000))), test.monday('1 minute'));
select is((select count(*) from outlier.conversations_authors), 501::bigint, 'five hundred people in a conversation');
select is(
  (select length(preview) from outlier.twilio_messages where id = md5('large')::uuid),
  5200000,
  'and five megabytes of text'
);
select * from finish();
rollback;
