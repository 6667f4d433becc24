-- One person's history, for the page and the HTTP API.
-- Shows: GET-/people, GET-/people/{phoneNumber}, POST-/people/{phoneNumber}, api.change_person, api.find_people
-- Shows: api.show_person
begin;
select plan(45);
select test.settings();
select test.authors(4);
select test.author(test.number(10), p_unsubscribed => true);
select test.author(test.number(12), p_added_via_file_upload => true);
update outlier.authors set name = 'Ada', created_at = test.monday('-1 day') where phone_number = test.number(0);
create function pg_temp.person(p_person integer default 0) returns jsonb language sql as $$
  select api.show_person(test.number(p_person), test.monday('1 hour'))
$$;
create function pg_temp.reason(p_person integer, p_place integer default 0) returns text language sql as $$
  select pg_temp.person(p_person) #>> array['batches', p_place::text, 'reason']
$$;

select is(
  pg_temp.person() - 'contactHours',
  jsonb_build_object(
    'phoneNumber', test.number(0), 'name', 'Ada', 'isUnsubscribed', false, 'isExcluded', false, 'isAddedByFile', false,
    'createdAt', extract(epoch from test.monday('-1 day'))::bigint, 'lastTextedAt', null, 'conversation', null,
    'isBlockedByTwilio', false, 'consent', '[]'::jsonb, 'review', null, 'waiting', '[]'::jsonb,
    'messages', '[]'::jsonb, 'batches', '[]'::jsonb
  ),
  'somebody to whom nothing has happened yet, under exactly these names'
);
select is(
  pg_temp.person() #>> '{contactHours,isOpen}', 'true', 'and whether they may be texted at this hour'
);
select is(
  api.show_person(' (200) 555-0100 ', test.monday()) ->> 'phoneNumber', test.number(0), 'a number is read in any form'
);
select throws_ok($$select api.show_person('555-0100')$$, 'OT010', 'this is not a phone number', 'half a number is none');
select throws_ok($$select api.show_person('')$$, 'OT010', null, 'nothing is no number');
select throws_ok(
  format('select api.show_person(%L)', test.number(50)), 'OT009', 'this phone number is not in the audience',
  'whom nobody knows has no story'
);

-- The person's messages, the waiting ones, and the reasons for missing ones.
select test.let('first', to_jsonb(test.segment(
  'first ones', format('select phone_number from authors where phone_number <= %L order by phone_number', test.number(2))
)));
select test.share(
  test.broadcast(2, test.monday(), p_second_message => 'And?'), (test.get('first') #>> '{}')::bigint
);
select outlier.make_broadcast(test.monday());
select is(
  pg_temp.person() -> 'waiting',
  jsonb_build_array(jsonb_build_object(
    'batchId', test.latest(), 'kind', 'broadcast', 'title', null, 'isFollowUp', false,
    'message', 'What do you need to know?', 'state', 'waiting', 'dueAt', extract(epoch from test.monday())::bigint,
    'waitsForContactHours', false, 'isPaused', false, 'refusals', 0
  )),
  'what waits is told with its time'
);
select outlier.pause_batch(test.latest());
select is(pg_temp.person() #>> '{waiting,0,isPaused}', 'true', 'and that its batch is paused');
select outlier.resume_batch(test.latest());
select test.send_all();
select is(
  pg_temp.person() #> '{messages,0}',
  jsonb_build_object(
    'batchId', test.latest(), 'kind', 'broadcast', 'title', null, 'isFollowUp', false,
    'message', 'What do you need to know?', 'sentAt', extract(epoch from test.monday())::bigint,
    'delivery', 'unknown', 'status', null, 'errorCode', null, 'error', null
  ),
  'what they got is told; what became of it may not be known yet'
);
select is(pg_temp.person() #>> '{waiting,0,isFollowUp}', 'true', 'its follow-up waits');
update outlier.message_statuses set twilio_sent_status = 'undelivered', twilio_error_code = 30005
where recipient_phone_number = test.number(0);
select is(
  pg_temp.person() #>> '{messages,0,error}', 'the number is unknown or no longer in use', 'an error is told in words'
);
update outlier.message_statuses set twilio_error_code = 39999 where recipient_phone_number = test.number(0);
select is(pg_temp.person() #>> '{messages,0,error}', 'any other code', 'one that nobody knows too');
select is(pg_temp.reason(0), null, 'there is no reason where they got it');
select is(pg_temp.reason(2), 'beyond_share', 'who was beyond the share');
select is(
  pg_temp.person(2) #>> '{batches,0,explanation}',
  'A segment yields this person, but its share of the broadcast was already full.', 'in a sentence'
);
select is(pg_temp.reason(3), 'not_in_segment', 'whom no segment yields');
select is(pg_temp.reason(10), 'unsubscribed', 'who has opted out');
select is(pg_temp.reason(12), 'added_via_file_upload', 'who came in a file');
select is(
  split_part(outlier.why_not(test.number(3), test.latest()), ':', 1), pg_temp.reason(3),
  'why_not() says the same'
);
savepoint made;
insert into outlier.audience_segments (name, query) values ('Inactive', 'select phone_number from authors');
alter table outlier.audience_segments disable trigger user;
update outlier.audience_segments set query = 'select phone_number from gone' where name = 'Inactive';
alter table outlier.audience_segments enable trigger user;
select is(pg_temp.reason(3), 'segment_failed', 'a query that fails is told, and does not hide the rest of the story');
select is(pg_temp.reason(2), 'beyond_share', 'and one that yields them is told all the same');
rollback to made;
update outlier.recipients set follow_up_reason = 'answered' where phone_number = test.number(0);
select is(
  pg_temp.person() #>> '{batches,0,followUpExplanation}', 'This person answered before the follow-up was due.',
  'why there is no follow-up'
);
insert into outlier.batches (kind, state, processed, title, first_message, run_at, started_at)
select 'campaign', 'done', true, 'No ' || n, 'Hi', test.monday(n * interval '1 minute'),
  test.monday(n * interval '1 minute')
from generate_series(1, 6) as n;
select is(
  (select array_agg(b ->> 'title') from jsonb_array_elements(pg_temp.person() -> 'batches') as b),
  array['No 6', 'No 5', 'No 4', 'No 3', 'No 2'], 'the latest five are told, the latest first'
);

-- A search by conversation.
select test.let('conversation', to_jsonb(test.conversation(1)));
select is(
  api.find_people(test.get('conversation') #>> '{}'),
  jsonb_build_array(jsonb_build_object(
    'phoneNumber', test.number(1), 'name', null, 'isUnsubscribed', false, 'isExcluded', false
  )),
  'the person of a conversation'
);
select is(
  pg_temp.person(1) ->> 'conversation', test.get('conversation') #>> '{}', 'whose story names the conversation'
);
insert into outlier.authors (phone_number) values ('+13135550100') on conflict do nothing;
insert into outlier.conversations_authors values ((test.get('conversation') #>> '{}')::uuid, '+13135550100');
select is(
  jsonb_array_length(api.find_people(test.get('conversation') #>> '{}')), 1, 'our own number is nobody'
);
insert into outlier.conversations (id, merged_into)
values (md5('merged')::uuid, (test.get('conversation') #>> '{}')::uuid);
select is(
  api.find_people(md5('merged')::uuid::text) #>> '{0,phoneNumber}', test.number(1),
  'one that was merged leads to the other'
);
select is(api.find_people(md5('unknown')::uuid::text), '[]', 'of a conversation that is not known, nobody');
select throws_ok($$select api.find_people('x')$$, 'OT010', null, 'what is no id is refused');
select throws_ok($$select api.find_people(null)$$, 'OT010', null, 'as is none');

-- Opting a person out and in again.
select set_config('outlier.actor', 'token Avery', true);
select set_config('outlier.role', 'editor', true);
create function pg_temp.decide(p_decision text, p_person integer default 1, p_reason text default 'They called')
returns jsonb language sql as $$
  select api.change_person(
    test.number(p_person), jsonb_build_object('decision', p_decision, 'reason', p_reason), test.monday('2 hours')
  )
$$;
select is(pg_temp.decide('opt_out') ->> 'isUnsubscribed', 'true', 'an editor opts somebody out');
select is(
  pg_temp.person(1) -> 'consent',
  jsonb_build_array(jsonb_build_object(
    'kind', 'opt_out', 'at', extract(epoch from test.monday('2 hours'))::bigint, 'source', 'admin', 'actor', 'Avery',
    'words', 'They called'
  )),
  'which their history tells, with who and why'
);
select is(pg_temp.person(1) -> 'waiting', '[]', 'and cancels what waits');
select is(
  (select array_agg(payload ->> 'text') from outlier.requests where kind = 'create_post'),
  array['Avery unsubscribed this person: no more texts.'], 'the conversation is told'
);
select throws_ok($$select pg_temp.decide('opt_in')$$, 'OT013', null, 'an editor opts nobody in');
select set_config('outlier.role', 'sender', true);
select is(
  api.change_person(
    test.number(1), '{"decision": "opt_in", "reason": "My mistake"}', test.monday('2 hours 1 minute')
  ) ->> 'isUnsubscribed',
  'false', 'a sender does, also right after'
);
select throws_ok($$select pg_temp.decide('opt_in', 50)$$, 'OT009', null, 'but nobody whom nobody knows');
select is(
  pg_temp.decide('opt_out', 50) ->> 'isUnsubscribed', 'true', 'who never wants a text is known from then on'
);
select throws_ok($$select pg_temp.decide('keep')$$, 'OT010', null, 'another decision is refused');
select throws_ok($$select pg_temp.decide('opt_out', 1, ' ')$$, 'OT010', 'reason is missing', 'a blank reason too');
select throws_ok(
  $$select api.change_person('+13135550100', '{"decision": "opt_out", "reason": "x"}')$$, 'OT010', null,
  'our own number opts neither out nor in'
);
select test.receive_user_action(test.incoming(test.number(2), 'STOP', test.monday('3 hours')), p_now => test.monday('3 hours'));
select is(pg_temp.person(2) ->> 'isBlockedByTwilio', 'true', 'a keyword blocks at Twilio too');
select throws_ok($$select pg_temp.decide('opt_in', 2)$$, 'OT010', null, 'who said no later is not opted in');
select is(
  api.change_person(test.number(2), '{"decision": "opt_in", "reason": "x"}', test.monday('4 hours'))
    ->> 'isBlockedByTwilio',
  'true', 'and stays blocked there until they text START'
);
select test.receive_user_action(test.incoming(test.number(2), 'START', test.monday('5 hours')), p_now => test.monday('5 hours'));
select is(pg_temp.person(2) ->> 'isBlockedByTwilio', 'false', 'which they do by themselves');
select * from finish();
rollback;
