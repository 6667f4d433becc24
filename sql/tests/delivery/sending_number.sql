-- The newsroom's number changes. Outlier looks for earlier messages under the old number. It never treats either number
-- as a person.
begin;
select plan(34);
create function pg_temp.move() returns void language sql as $$
  update outlier.settings set sending_phone_number = '+13135550101'
$$;
create function pg_temp.comment(
  p_action text, p_from text, p_at timestamptz default test.monday('10 minutes')
) returns void language sql as $$
  select api.receive_admin_action(p_action, (test.payload('new_comment') || jsonb_build_object(
    'comment', test.payload('new_comment') -> 'comment' || '{"body": "unsubscribe"}',
    'latest_message',
    jsonb_build_object(
      'id',
      md5(p_from)::uuid,
      'from_field',
      jsonb_build_object('id', p_from),
      'to_fields',
      jsonb_build_array(jsonb_build_object('id', test.number(0)))
    )))::text, p_at)
$$;
select test.sending(2, 'And?');
select is(
  (select array_agg(phone_number) from outlier.sending_numbers),
  array['+13135550100'],
  'a number that is set is kept as ours'
);
savepoint ready;

-- A change between queueing and claim.
select pg_temp.move();
select is(test.claim() ->> 'from', '+13135550101', 'what is claimed after the change goes out from the new number');
select is(
  (select array_agg(distinct sending_phone_number) from outlier.queued_messages),
  array['+13135550101'],
  'which stands with the message'
);
select is(
  (select array_agg(phone_number order by 1) from outlier.sending_numbers),
  array['+13135550100', '+13135550101'],
  'the old number stays ours'
);
rollback to savepoint ready;

-- A change between claim and answer.
select test.let('claim', test.claim(p_limit => 1));
select pg_temp.move();
savepoint claimed;
select test.record(test.get('claim'), test.monday('1 minute'));
select is(
  (select array_agg(sending_phone_number) from outlier.message_statuses),
  array['+13135550100'],
  'what was claimed before is on record with the number that it went out from'
);
rollback to savepoint claimed;
select test.record(
  test.get('claim'), test.monday('1 minute'), '{"status": null, "missiveId": null, "conversationId": null}'
);
select test.let('asked', test.claim_requests(test.monday('3 minutes')));
select is(
  test.get('asked') #>> '{requests,0,payload,from}',
  '+13135550100',
  'a lost answer is looked for under the number of its claim'
);
select test.answer(
  test.get('asked'), test.page(null, test.logged('SM0', test.number(0))), 200, test.monday('3 minutes')
);
select results_eq(
  'select twilio_id, sending_phone_number from outlier.message_statuses',
  $$values ('SM0', '+13135550100')$$,
  'and found: it is not sent again'
);
select is(
  (select count(*) from outlier.broadcast_first_messages where recipient_phone_number = test.number(0)),
  0::bigint,
  'really not'
);
rollback to savepoint claimed;
update outlier.settings set sending_phone_number = null;
select test.record(
  test.get('claim'), test.monday('1 minute'), '{"status": null, "missiveId": null, "conversationId": null}'
);
select is(
  test.claim_requests(test.monday('3 minutes')) #>> '{requests,0,payload,from}',
  '+13135550100',
  'also where no number is set any more'
);
rollback to savepoint ready;

-- A change between answer and reconciliation.
select test.send_all();
select pg_temp.move();
update outlier.settings set single_reads_limit = 10;
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.let('claim', test.claim_requests(test.monday('1 hour')));
select is(test.get('claim') #>> '{requests,0,payload,from}', '+13135550101', 'a pass begins with the number of today');
select test.answer(
  test.get('claim'),
  test.page('/2010-04-01/Accounts/ACb66b4433f5bd599bd33b4980804beb8a/Messages.json?Page=1'),
  200,
  test.monday('1 hour')
);
select test.let('claim', test.claim_requests(test.monday('1 hour')));
select is(
  test.get('claim') #>> '{requests,0,payload,page}',
  '/2010-04-01/Accounts/ACb66b4433f5bd599bd33b4980804beb8a/Messages.json?Page=1',
  'reads all of its pages'
);
select test.answer(test.get('claim'), test.page(), 200, test.monday('1 hour'));
select test.let('claim', test.claim_requests(test.monday('1 hour')));
select results_eq(
  $$select test.get('claim') #>> '{requests,0,payload,from}', test.get('claim') #>> '{requests,0,payload,page}'$$,
  $$values ('+13135550100', null::text)$$,
  'then comes the first page of each number that was sent from in its time'
);
select test.answer(test.get('claim'), test.page(null, test.logged('SM0', test.number(0))), 200, test.monday('1 hour'));
select is(
  (select array_agg(twilio_sent_status order by recipient_phone_number) from outlier.message_statuses),
  array['delivered', null],
  'whose messages are brought up to date'
);
select test.let('claim', test.claim_requests(test.monday('1 hour')));
select results_eq(
  $$
    select r ->> 'kind', r #>> '{payload,to}', r #>> '{payload,from}'
    from jsonb_array_elements(test.get('claim') -> 'requests') as r
  $$,
  $$values ('read_person', test.number(1), '+13135550100')$$,
  'a person whose message no page showed is asked about with the number that it went out from'
);
select test.answer(test.get('claim'), test.page(), 200, test.monday('1 hour'));
select is((select state from outlier.reconciliations), 'done', 'and the pass ends');
update outlier.settings set sending_phone_number = null;
select isnt(
  outlier.reconcile(p_now => test.monday('1 day')),
  null,
  'what was sent is looked for also where no number is set any more'
);
select is(
  outlier.reconcile(test.monday('20 days'), test.monday('30 days')),
  (select max(id) from outlier.reconciliations),
  'by the pass that runs already'
);
update outlier.reconciliations set state = 'done', finished_at = test.monday('2 days');
select is(
  outlier.reconcile(test.monday('20 days'), test.monday('30 days')),
  null,
  'and there is nothing to look for where nothing was sent'
);
rollback to savepoint ready;

-- The person that a comment refers to.
select test.send_all();
select pg_temp.move();
select pg_temp.comment('unsubscribe', '+13135550100');
select ok(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)),
  'a comment below a message from our old number unsubscribes the person'
);
select is(
  (select count(*) from outlier.authors where phone_number like '+1313555010_'),
  0::bigint,
  'and no number of ours becomes a person'
);
select is((select array_agg(phone_number) from outlier.consent_events), array[test.number(0)], 'nor has it an opt-out');
select test.receive_user_action(jsonb_set(jsonb_set(test.payload('conversation_closed'), '{conversation,authors}',
  jsonb_build_array(
    jsonb_build_object('name', 'Newsroom', 'phone_number', '+13135550100'),
    jsonb_build_object('phone_number', test.number(1))
  )), '{conversation,id}', to_jsonb(md5('another')::uuid))::text, p_now => test.monday('20 minutes'));
select is(
  (
    select array_agg(author_phone_number)
    from outlier.conversations_authors
    where conversation_id = md5('another')::uuid
  ),
  array[test.number(1)],
  'nor a part of a conversation'
);
rollback to savepoint ready;

-- Imported data: the newsroom's own number is an author of every conversation.
select test.author('+13135550101');
insert into outlier.conversations_authors (conversation_id, author_phone_number)
select test.conversation(0), '+13135550101';
insert into outlier.conversations_authors (conversation_id, author_phone_number)
select test.conversation(1), '+13135550101';
select test.let('label', to_jsonb(test.label('Water')));
select test.give_label((test.get('label') #>> '{}')::uuid, 0, 2);
select is(
  outlier.get_campaign_recipient_count(test.segments((test.get('label') #>> '{}')::uuid)),
  3,
  'a number that is taken for a person'
);
select pg_temp.move();
select is(
  outlier.get_campaign_recipient_count(test.segments((test.get('label') #>> '{}')::uuid)),
  2,
  'is out of every audience when it becomes ours'
);
update outlier.authors set exclude = false;
select ok((select exclude from outlier.authors where phone_number = '+13135550101'), 'and cannot be put back by hand');
insert into outlier.authors (phone_number) values ('+13135550100'), (test.number(70));
select results_eq($$
  select exclude from outlier.authors where phone_number in ('+13135550100', test.number(70)) order by 1
$$, array[false, true], 'nor be added: everybody else of the statement is');
select is(outlier.set_consent('+13135550100', 'opt_out', 'sql'), false, 'it cannot opt out');
select is((select count(*) from outlier.consent_events), 0::bigint, 'and nothing says so');
select api.receive_admin_action(
  'unsubscribe',
  (
    test.payload('new_comment') - 'latest_message' #- '{conversation,authors}' #- '{conversation,external_authors}' || jsonb_build_object(
      'conversation', jsonb_build_object('id', test.conversation(1))
    )
  )::text,
  test.monday('10 minutes')
);
select results_eq($$
  select phone_number from outlier.authors where unsubscribed
$$, array[test.number(1)], 'a comment in such a conversation is about the person alone');
select is(outlier.person_conversations(test.number(1)), array[test.conversation(1)], 'whose conversation it is');
select throws_ok($$select outlier.erase_person('+13135550100')$$, 'OT010', null, 'no number of ours is erased');
rollback to savepoint ready;

-- A campaign by file.
select api.create_campaign(
  test.request(), array[1, 2], array['a', 'b'], array['+13135550100', test.number(60)], p_now => test.monday()
);
select is(
  (select array_agg(verdict order by line) from outlier.campaign_file_recipients),
  array['invalid_number', 'accepted'],
  'a line with our own number is no recipient'
);
select is((select count(*) from outlier.authors where phone_number = '+13135550100'), 0::bigint, 'and makes nobody');
select is(outlier.keep_sending_number(null, test.monday())::text, '', 'nothing is kept where there is no number');
select * from finish();
rollback;
