-- The effect of a person's message, and of the team's decisions.
-- Shows: words-in-passing, table-unsubscribed_messages, api.receive_admin_action
begin;
select plan(54);
select test.sending(6, 'And?');
select test.send_all();
create function pg_temp.posts() returns text[] language sql as $$
  select array_agg(payload ->> 'text' order by id) from outlier.requests where kind = 'create_post'
$$;
create function pg_temp.unsubscribed(p_person integer) returns boolean language sql as $$
  select unsubscribed from outlier.authors where phone_number = test.number(p_person)
$$;
create function pg_temp.admin(
  p_action text, p_person integer, p_change jsonb default '{}', p_at timestamptz default test.monday('10 minutes')
) returns void language sql as $$
  select api.receive_admin_action(p_action, (test.payload('new_comment') || jsonb_build_object(
    'comment',
    test.payload('new_comment') -> 'comment' || '{"body": "unsubscribe"}' || coalesce(p_change -> 'comment', '{}'),
    'latest_message',
    test.payload('new_comment') -> 'latest_message' || jsonb_build_object(
      'from_field', jsonb_build_object('id', test.number(p_person))
    )) || (p_change - 'comment'))::text, p_at)
$$;
savepoint sent;

-- Replies.
select test.writes(test.number(0), 'Yes, my basement is flooded', test.monday('1 minute'));
select results_eq(
  'select is_reply, reply_to_broadcast from outlier.twilio_messages',
  $$values (true, test.latest())$$,
  'a message is a reply to what was sent to that number'
);
select is(
  (select follow_up_reason from outlier.recipients where phone_number = test.number(0)),
  'answered',
  'and stops the follow-up'
);
select is(pg_temp.posts(), null, 'ordinary talk posts nothing');
select test.writes(test.number(1), 'Hello?', test.monday('36 hours'));
select is(
  (select is_reply from outlier.twilio_messages where from_phone_number = test.number(1)),
  false,
  'after 36 hours it is none'
);
select test.writes(test.number(2), 'Hello?', test.monday('35 hours 59 minutes'));
select is(
  (select is_reply from outlier.twilio_messages where from_phone_number = test.number(2)), true, 'before that it is'
);
select test.writes('+13135550155', 'Hello?', test.monday('1 minute'));
select is(
  (select is_reply from outlier.twilio_messages where from_phone_number = '+13135550155'),
  false,
  'nor is the message of a stranger'
);
select test.record(
  test.claim(test.monday('10 minutes'), 1, 'second_messages'), test.monday('10 minutes'), p_queue => 'second_messages'
);
select test.let('twice', to_jsonb((select recipient_phone_number from outlier.message_statuses where is_second)));
select test.writes(test.get('twice') #>> '{}', 'To the second', test.monday('11 minutes'));
select is(
  (select is_reply from outlier.twilio_messages where preview = 'To the second'), true, 'a follow-up is answered too'
);
rollback to savepoint sent;
-- The person answers before Outlier's own call has ended.
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
values (test.campaign(), test.author('+13135550160'), 'Quick?', test.monday());
select test.let('claim', test.claim(test.monday('1 minute')));
select test.writes('+13135550160', 'Quick!', test.monday('1 minute 2 seconds'));
select ok(
  (select is_reply and reply_to_campaign is not null from outlier.twilio_messages),
  'an answer that is quicker than our own call is a reply to what is being sent'
);
rollback to savepoint sent;

-- A person opts out.
select test.writes(test.number(0), 'Please stop texting me!', test.monday('1 minute'), md5('no')::uuid);
select ok(pg_temp.unsubscribed(0), 'an opt-out with words around it opts out');
select results_eq(
  'select source, words, twilio_message_id, said_at, occurred_at from outlier.consent_events',
  $$values ('message', 'Please stop texting me!', md5('no')::uuid, test.monday('1 minute'), test.monday('1 minute'))$$,
  'on record in their own words'
);
select results_eq(
  'select u.twilio_message_id, s.recipient_phone_number, u.broadcast_id from outlier.unsubscribed_messages as u join '
  'outlier.message_statuses as s on s.id = u.message_status_id',
  $$values (md5('no')::uuid, test.number(0), test.latest())$$,
  'against the message that it answers'
);
select is((select is_reply from outlier.twilio_messages), false, 'it is not a reply');
select is(
  pg_temp.posts(),
  array['Opted out: this person asked for no more texts, and gets none.'],
  'and is posted to the conversation'
);
select is(
  (select payload ->> 'conversation' from outlier.requests), 'dd03b859-7652-4619-ab6a-88edefd1460c', 'to theirs'
);
select test.receive_user_action(
  test.incoming(test.number(0), 'Please stop texting me!', test.monday('1 minute'), md5('no')::uuid) || ' ',
  p_now => test.monday('2 minutes')
);
select is((select count(*) from outlier.requests), 1::bigint, 'a repeat in other bytes posts nothing');
select is((select count(*) from outlier.consent_events), 1::bigint, 'and records nothing');
select ok(
  not outlier.post_to_conversation('dd03b859-7652-4619-ab6a-88edefd1460c', 'x', 'note', 'opt_out:' || md5('no')::uuid),
  'nobody can post it twice'
);
select test.writes('+13135550156', 'STOP', test.monday('3 minutes'));
select is(
  (select count(*) from outlier.unsubscribed_messages where broadcast_id is null and message_status_id is null),
  1::bigint,
  'an opt-out that answers nothing is on record too'
);
rollback to savepoint sent;

-- In the wrong order.
select test.writes(test.number(0), 'STOP', test.monday('3 minutes'));
select test.receive_user_action(
  test.incoming(test.number(0), 'START', test.monday('2 minutes')), p_now => test.monday('4 minutes')
);
select ok(pg_temp.unsubscribed(0), 'a START that was said before the STOP and came after it brings nobody back');
select is(array_length(pg_temp.posts(), 1), 1, 'and says nothing');
select test.receive_user_action(
  test.incoming(test.number(0), 'START', test.monday('5 minutes')), p_now => test.monday('5 minutes')
);
select ok(not pg_temp.unsubscribed(0), 'one that was said after it does');
select test.receive_user_action(
  test.incoming(test.number(0), 'STOP', test.monday('4 minutes')), p_now => test.monday('6 minutes')
);
select ok(not pg_temp.unsubscribed(0), 'and a STOP from before that does not undo it');
select test.receive_user_action(
  test.incoming(test.number(0), 'STOP', test.monday('5 minutes'), md5('same')::uuid), p_now => test.monday('7 minutes')
);
select ok(pg_temp.unsubscribed(0), 'in the same second the one that comes later counts');
rollback to savepoint sent;

-- A person opts in.
select test.writes(test.number(0), 'Start', test.monday('1 minute'));
select is(pg_temp.posts(), null, 'an opt-in that changes nothing says nothing');
select is(
  (select array_agg(kind) from outlier.consent_events), array['opt_in'],
  'and is on record: a refusal that Twilio tells of later may be older'
);
select outlier.set_consent(test.number(i), 'opt_out', 'sql', p_now => test.monday('1 minute'))
from generate_series(1, 3) as i;
select test.writes(test.number(1), 'Detroit', test.monday('2 minutes'));
select ok(not pg_temp.unsubscribed(1), 'one that does brings them back');
select is(
  pg_temp.posts(), array['Opted back in: this person asked for texts again, and gets them from now on.'], 'and says so'
);
select test.writes(test.number(2), said, test.monday('3 minutes'))
from unnest(array['I live in Detroit', 'When does it start?', 'please start', 'Yes']) as said;
select ok(pg_temp.unsubscribed(2), 'longer texts bring nobody back');
rollback to savepoint sent;

-- Texts that only resemble an opt-out.
select test.writes(test.number(0), 'The bus stop is broken', test.monday('1 minute'));
select ok(not pg_temp.unsubscribed(0), 'a longer text with such a word opts nobody out');
select matches((pg_temp.posts())[1], '"stop".*comment "unsubscribe"', 'but is posted to the team, to decide');
select ok((select is_reply from outlier.twilio_messages), 'and is a reply');
update outlier.authors set unsubscribed = true where phone_number = test.number(1);
select test.writes(test.number(1), 'I can not stop this', test.monday('2 minutes'));
select is(array_length(pg_temp.posts(), 1), 1, 'about somebody who is out already there is nothing to decide');
rollback to savepoint sent;

-- Decisions of the team.
select pg_temp.admin('unsubscribe', 0);
select ok(pg_temp.unsubscribed(0), 'an admin''s comment opts a person out');
select is(
  (select follow_up_reason from outlier.recipients where phone_number = test.number(0)),
  'unsubscribed',
  'their follow-up is gone'
);
select results_eq(
  'select phone_number, kind, source, actor, words, comment_id from outlier.consent_events',
  $$
    values (
      test.number(0), 'opt_out', 'admin', 'Jordan Vale', 'unsubscribe', '5fcced6d-a999-46b4-a4d4-bc0636cb09bd'::uuid
    )
  $$,
  'on record by whom, in which words'
);
select is(
  pg_temp.posts(), array['Jordan Vale unsubscribed this person: no more texts.'], 'and the conversation says who did it'
);
select is((select count(*) from outlier.comments), 1::bigint, 'the comment is kept');
select is((select count(*) from outlier.authors where unsubscribed), 1::bigint, 'nobody else is out');
select pg_temp.admin('unsubscribe', 0, p_at => test.monday('11 minutes'));
select pg_temp.admin('unsubscribe', 0, '{"again": true}', test.monday('12 minutes'));
select is((select count(*) from outlier.consent_events), 1::bigint, 'the same comment again decides nothing again');
select pg_temp.admin(
  'resubscribe',
  0,
  '{"comment": {"id": "00000000-0000-4000-8000-000000000001", "body": "resubscribe", "author": {"id": '
  '"6f8b1eee-3521-4eeb-8286-651aa86b4328", "name": "Avery Stone"}}}',
  test.monday('13 minutes')
);
select ok(not pg_temp.unsubscribed(0), 'and back in');
select is((pg_temp.posts())[2], 'Avery Stone resubscribed this person: texts come again.', 'by whom');
select pg_temp.admin(
  'unsubscribe', 0, '{"comment": {"id": "00000000-0000-4000-8000-000000000002"}}', test.monday('12 minutes')
);
select ok(not pg_temp.unsubscribed(0), 'an earlier decision that is acted on late does not undo a later one');
rollback to savepoint sent;

select api.receive_admin_action(
  'unsubscribe', (test.payload('new_comment') - 'latest_message')::text, test.monday('10 minutes')
);
select ok(
  (select unsubscribed from outlier.authors where phone_number = '+13135550142'),
  'without a latest message it is the person of the conversation'
);
select is((select count(*) from outlier.authors where unsubscribed), 1::bigint, 'and never we');
rollback to savepoint sent;
select test.arrives('incoming_sms_message', p_at => test.monday('9 minutes'));
select api.receive_admin_action(
  'unsubscribe',
  (
    test.payload('new_comment') - 'latest_message' #- '{conversation,authors}' #- '{conversation,external_authors}'
  )::text,
  test.monday('10 minutes')
);
select ok(
  (select unsubscribed from outlier.authors where phone_number = '+13135550142'), 'else whom the mirror knows there'
);
rollback to savepoint sent;
select api.receive_admin_action(
  'unsubscribe',
  (
    test.payload('new_comment') - 'latest_message' #- '{conversation,authors}' #- '{conversation,external_authors}'
  )::text,
  test.monday('10 minutes')
);
select results_eq(
  'select rule_type, sqlstate from outlier.errors',
  $$values ('admin_action:unsubscribe', 'OT009')$$,
  'with nobody to be found it is kept in errors'
);
select is((select count(*) from outlier.authors where unsubscribed), 0::bigint, 'and nobody is out');
select throws_ok($$select api.receive_admin_action('delete', '{}')$$, 'OT010', null, 'another action is refused');
select throws_ok($$select api.receive_admin_action(null, '{}')$$, 'OT010', null, 'so is none');
select throws_ok($$select api.receive_admin_action('unsubscribe', 'x')$$, 'OT010', null, 'and no JSON');
select lives_ok($$
  select api.receive_admin_action('unsubscribe', '{"url": "x"}', test.monday('1 hour'))
$$, 'the call that Missive makes when the rule is saved is fine');
select is((select state from outlier.invoke_history order by id desc limit 1), 'ignored', 'and means nothing');
rollback to savepoint sent;

-- The lookup service.
select test.receive_user_action(
  test.incoming(test.number(0), 'Hello', test.monday('1 minute'), md5('m')::uuid), true, test.monday('1 minute')
);
select test.receive_user_action(test.payload('new_comment')::text, true, test.monday('2 minutes'));
select test.receive_user_action(test.payload('label_change')::text, true, test.monday('3 minutes'));
select results_eq($$
  select payload ->> 'conversation', payload ->> 'reference'
  from outlier.requests
  where kind = 'refresh_lookup'
  order by id
$$,
  $$
    values
      ('dd03b859-7652-4619-ab6a-88edefd1460c', test.number(0)),
      ('dd03b859-7652-4619-ab6a-88edefd1460c', '+13135550142')
  $$,
  'after an SMS or a comment the lookup service is told, where there is one');
select test.let('claim', api.claim_requests('worker', 10, test.monday('4 minutes')));
select test.record_requests(
  (select jsonb_agg(r || '{"unavailable": true}') from jsonb_array_elements(test.get('claim') -> 'requests') as r),
  test.monday('4 minutes')
);
select is((select count(*) from outlier.requests), 0::bigint, 'an executor without its address lets nothing pile up');
select * from finish();
rollback;
