-- Shows: limit-before-filter, without-order, opted-out-since, table-broadcast_first_messages, api.claim_messages
begin;
select plan(47);
select test.sending(12, p_second_message => 'And?');
savepoint ready;

-- The contents of a claim.
select test.let('claim', test.claim(p_limit => 5));
select is(
  test.claimed(test.get('claim')),
  array(select test.number(i) from generate_series(0, 4) as i),
  'the longest due are handed out first, in their order'
);
select is(test.get('claim') ->> 'from', '+13135550100', 'a claim says which number to send from');
select is(test.get('claim') ->> 'organization', '16ead38e-0348-4564-9b8a-5085be988669', 'and which organization');
select is(test.get('claim') #>> '{messages,0,text}', 'What do you need to know?', 'and each text');
select results_eq(
  $$
    select distinct state, claimed_by, claimed_at, lease_until
    from outlier.queued_messages
    where recipient_phone_number <= test.number(4)
  $$,
  $$values ('sending', 'worker', test.monday(), test.monday('3 minutes'))$$,
  'a claimed row is leased for three minutes'
);
select is(test.claimed(test.claim(p_limit => 5)), '{}', 'five at a time is all that Missive allows');
rollback to savepoint ready;
update outlier.quotas set max_concurrent = null;
select is(
  cardinality(test.claimed(test.claim(p_limit => 100))),
  12,
  'without a limit on calls at once all that is due is handed out'
);
select is(test.claimed(test.claim(p_limit => 100)), '{}', 'what is claimed is not handed out again');
rollback to savepoint ready;
update outlier.settings set lease = '90 seconds';
select is(
  (select max(lease_until) from outlier.queued_messages where test.claim(p_limit => 1) is not null),
  null,
  'before the claim nothing is leased'
);
select is((select max(lease_until) from outlier.queued_messages), test.monday('90 seconds'), 'the lease is a setting');
rollback to savepoint ready;
select is(test.claimed(test.claim(p_limit => 0)), '{}', 'a claim of none takes none');
select is(test.claimed(test.claim(test.monday('-1 second'))), '{}', 'what is not due yet is not handed out');
select is(
  (test.claim(test.monday('-90 seconds')) ->> 'wakeInMilliseconds')::bigint,
  90000::bigint,
  'a claim says when the next row falls due'
);
select is(
  (test.claim(test.monday('-1 second'), p_queue => 'second_messages') ->> 'wakeInMilliseconds'),
  null,
  'and nothing where none waits'
);

-- A message is queued by hand for a person who has opted out.
update outlier.authors set unsubscribed = true where phone_number = test.number(0);
insert into outlier.broadcast_first_messages (broadcast_id, recipient_phone_number, message, due_at)
select b.id, test.number(0), 'By hand', test.monday('-1 minute')
from outlier.broadcasts as b
where b.state = 'sending';
select is(
  test.claimed(test.claim(p_limit => 1)), array[test.number(1)],
  'a message that was queued after the opt-out is not handed out'
);
select is(
  (select reason from outlier.recipients where phone_number = test.number(0)), 'unsubscribed',
  'and the list of people says why'
);
rollback to savepoint ready;

-- The claim checks the recipient again.
update outlier.authors set unsubscribed = true where phone_number = test.number(0);
update outlier.authors set exclude = true where phone_number = test.number(1);
update outlier.authors set added_via_file_upload = true where phone_number = test.number(2);
delete from outlier.authors where phone_number = test.number(3);
select is(
  test.claimed(test.claim(p_limit => 5)),
  array(select test.number(i) from generate_series(4, 8) as i),
  'whoever has opted out or been excluded since is passed over, and the claim still fills'
);
select results_eq(
  format('select reason from outlier.recipients where phone_number <= %L order by phone_number', test.number(3)),
  array['unsubscribed', 'excluded', 'added_via_file_upload', 'invalid_number'],
  'recipients says of each of them why'
);
select is((select count(*) from outlier.queued_messages), 8::bigint, 'they are out of the queue');
rollback to savepoint ready;

-- A person who already has the message.
insert into outlier.message_statuses (is_second, broadcast_id, recipient_phone_number, message)
values (false, test.latest(), test.number(0), 'x');
select is(
  (test.claimed(test.claim(p_limit => 1))),
  array[test.number(1)],
  'a person gets a given message of a broadcast once, however it got into the queue again'
);
select is(
  (select reason from outlier.recipients where phone_number = test.number(0)), null,
  'and is on record as sent to, and as no duplicate'
);
rollback to savepoint ready;

-- Missive reports the time of an answer in whole seconds. So the answer may seem to be older than the claim.
select test.record(test.claim(test.monday('0.4 seconds'), p_limit => 2), test.monday('1 second'));
insert into outlier.twilio_messages (id, from_phone_number, to_phone_number, preview, created_at)
values (gen_random_uuid(), test.number(0), '+13135550100', 'Yes', test.monday());
select is(
  test.claimed(test.claim(test.monday('11 minutes'), p_queue => 'second_messages')), array[test.number(1)],
  'an answer in the second of the claim of the first message counts'
);
rollback to savepoint ready;

-- A follow-up to a person who has answered.
select test.record(test.claim(p_limit => 2), test.monday('1 second'));
insert into outlier.twilio_messages (id, from_phone_number, to_phone_number, preview, created_at)
values (gen_random_uuid(), test.number(0), '+13135550100', 'Yes', test.monday('5 minutes'));
select is(
  test.claimed(test.claim(test.monday('11 minutes'), p_queue => 'second_messages')),
  array[test.number(1)],
  'who has answered gets no follow-up, even if nobody took it out of the queue'
);
select is(
  (select follow_up_reason from outlier.recipients where phone_number = test.number(0)),
  'answered',
  'and recipients says why'
);
rollback to savepoint ready;
select test.record(test.claim(p_limit => 1), test.monday('1 second'));
insert into outlier.twilio_messages (id, from_phone_number, to_phone_number, preview, created_at)
values (gen_random_uuid(), test.number(0), '+13135550100', 'Hello', test.monday('-1 day'));
select is(
  test.claimed(test.claim(test.monday('11 minutes'), p_queue => 'second_messages')),
  array[test.number(0)],
  'what somebody wrote before is no answer'
);
rollback to savepoint ready;

-- All sending is stopped, or the batch is paused.
select outlier.stop_all_sending();
select is(test.claimed(test.claim()), '{}', 'stop_all_sending takes effect at the next claim');
select is(test.claim() ->> 'wakeInMilliseconds', null, 'and the executors sleep');
select outlier.resume_all_sending();
select is(cardinality(test.claimed(test.claim())), 5, 'resume_all_sending goes on');
rollback to savepoint ready;
update outlier.settings set sending_phone_number = null;
select is(test.claimed(test.claim()), '{}', 'without our number nothing is handed out');
rollback to savepoint ready;
delete from outlier.settings;
select is(test.claimed(test.claim()), '{}', 'nor without settings');
rollback to savepoint ready;

-- Campaigns use the same queue.
select test.let('campaign', to_jsonb(test.campaign(p_label_ids => '{104fdf4f-7ab6-402d-b0f7-686c8bf8b860}')));
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select test.get('campaign')::bigint, test.number(i), 'c', test.monday('-1 minute') from generate_series(0, 1) as i;
select test.let('claim', test.claim(p_limit => 3));
select is(
  test.claimed(test.get('claim')),
  array[test.number(0), test.number(1), test.number(0)],
  'broadcasts and campaigns are sent by due time alike'
);
select is(
  test.get('claim') #> '{messages,0,labels}',
  '["104fdf4f-7ab6-402d-b0f7-686c8bf8b860"]',
  'a campaign''s message carries its labels'
);
select is(test.get('claim') #> '{messages,2,labels}', '[]', 'a broadcast''s has none');
update outlier.campaigns set state = 'paused' where id = test.get('campaign')::bigint;
rollback to savepoint ready;
select test.author('+13135550155', p_added_via_file_upload => true);
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
values (test.campaign(), '+13135550155', 'c', test.monday('-1 minute'));
select is(
  test.claimed(test.claim(p_limit => 1)), array['+13135550155'], 'somebody who came with a file gets campaigns'
);
rollback to savepoint ready;

-- Tokens.
select test.record(test.claim(p_limit => 5), test.monday('1 second'));
select is(cardinality(test.claimed(test.claim(test.monday('11 minutes')))), 5, 'five first messages under way');
select is(
  cardinality(test.claimed(test.claim(test.monday('11 minutes'), p_queue => 'second_messages'))),
  5,
  'do not keep follow-ups from going out: each queue has a token of its own'
);
rollback to savepoint ready;
update outlier.tokens set quota = 'first_messages' where name = 'second_messages';
select test.record(test.claim(p_limit => 5), test.monday('1 second'));
select is(
  cardinality(test.claimed(test.claim(test.monday('11 minutes'), p_limit => 3))), 3, 'where two tokens share a quota'
);
select is(
  cardinality(test.claimed(test.claim(test.monday('11 minutes'), p_queue => 'second_messages'))),
  2,
  'their calls at once add up'
);
rollback to savepoint ready;

-- The quota is held after a 429.
select test.record(
  test.claim(p_limit => 1), test.monday('1 second'), '{"status": 429, "missiveId": null, "retryAfter": 120}'
);
select is(
  test.claimed(test.claim(test.monday('2 minutes'))),
  '{}',
  'after a 429 the whole token waits as long as Retry-After says'
);
select is(
  (test.claim(test.monday('1 minute')) ->> 'wakeInMilliseconds')::bigint, 61000::bigint, 'and the claim says until when'
);
select is(cardinality(test.claimed(test.claim(test.monday('2 minutes 1 second'), p_limit => 5))), 5, 'then it goes on');
rollback to savepoint ready;

-- The time at which the executor claims next.
select test.claim(p_limit => 5);
select is(
  (test.claim(test.monday('10 seconds')) ->> 'wakeInMilliseconds')::bigint,
  170000::bigint,
  'with all calls under way it says when the first lease ends'
);
rollback to savepoint ready;
update outlier.quota_limits set calls = 3 where quota = 'first_messages' and per = '1 minute';
select test.record(test.claim(p_limit => 3), test.monday('1 second'));
select is(test.claimed(test.claim(test.monday('30 seconds'))), '{}', 'a limit that is used up stops the queue');
select is(
  (test.claim(test.monday('30 seconds')) ->> 'wakeInMilliseconds')::bigint,
  31100::bigint,
  'and the claim says when it frees up'
);
select is(cardinality(test.claimed(test.claim(test.monday('61.1 seconds')))), 3, 'and then it does');
rollback to savepoint ready;
-- A hold that has ended, while another session has locked the rows.
update outlier.quotas set held_until = test.monday('-1 hour'), hold_reason = 'x' where name = 'first_messages';
select ok(
  outlier.quota_free_at(q, false, test.monday()) is null or outlier.quota_free_at(q, false, test.monday()) > test.monday(),
  'a hold that is over makes no executor spin'
) from outlier.quotas as q where q.name = 'first_messages';
rollback to savepoint ready;
-- An executor of the other queue died.
update outlier.tokens set quota = 'first_messages' where name = 'second_messages';
update outlier.quotas set max_concurrent = 2;
select test.record(test.claim(p_limit => 2), test.monday('1 second'));
select test.claim(test.monday('11 minutes'), p_limit => 2, p_queue => 'second_messages');
select is(
  cardinality(test.claimed(test.claim(test.monday('15 minutes'), p_limit => 2))), 2,
  'an executor that died with the follow-ups does not hold the first messages of a shared quota up'
);
select * from finish();
rollback;
