-- A pass over Twilio's log. It records each page in the same transaction as the request for the next page.
-- Shows: retried-for-ever, delivered-by-silence, first-for-second, unknown-status, final-status, newest-three
-- Shows: function-reconcile
begin;
select plan(67);
create function pg_temp.pass() returns outlier.reconciliations language sql as $$
  select r from outlier.reconciliations as r order by r.id desc limit 1
$$;
create function pg_temp.status(p_person integer, p_second boolean default false) returns text language sql as $$
  select concat_ws(' ', coalesce(twilio_sent_status, 'unknown'), twilio_id, twilio_error_code)
  from outlier.message_statuses
  where recipient_phone_number = test.number(p_person) and is_second = p_second and broadcast_id = test.latest()
$$;
select is(outlier.reconcile(p_now => test.monday()), null, 'without our number there is nothing to ask for');
select test.sending(5, 'And?');
select test.send_all();
select test.send_all(test.monday('10 minutes'), 'second_messages');
update outlier.settings set single_reads_limit = 0;
savepoint ready;

-- The request for the first page.
select test.let('id', to_jsonb(outlier.reconcile(p_now => test.monday('1 hour'))));
select test.let('claim', test.claim_requests(test.monday('1 hour')));
select is(test.get('claim') #>> '{requests,0,kind}', 'list_messages', 'Twilio''s log is asked for');
select is(
  test.get('claim') #> '{requests,0,payload}',
  jsonb_build_object('reconciliation', test.get('id'), 'from', '+13135550100', 'since', '2026-02-23', 'pageSize', 300),
  'for a page of what our number sent, from the day on that lies seven days back'
);
select is(
  outlier.reconcile(p_now => test.monday('2 hours')), test.get('id')::bigint, 'a second one at once is the first'
);
select is((select count(*) from outlier.requests), 1::bigint, 'which asks once');
select is(
  outlier.reconcile(test.monday('-30 days'), test.monday('2 hours')) > test.get('id')::bigint,
  true,
  'one that looks further back takes its place'
);
select is(
  (select array_agg(state order by id) from outlier.reconciliations), '{replaced,running}', 'of which one runs'
);
select is(
  test.answer(test.get('claim'), test.page(null, test.logged('SM0', test.number(0)))),
  0,
  'an answer to the one that was replaced counts no more'
);
select is(pg_temp.status(0), 'unknown', 'and changes nothing');
select is(
  (select array_agg(payload ->> 'since') from outlier.requests), '{2026-01-31}', 'the new one asks from its own day on'
);
rollback to savepoint ready;

-- Several pages.
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.let(
  'next', '"/2010-04-01/Accounts/ACb66b4433f5bd599bd33b4980804beb8a/Messages.json?PageSize=300&Page=1&PageToken=PASM1"'
);
select test.twilio_says(
  test.page(
    test.get('next') #>> '{}',
    test.logged('SM0', test.number(0)),
    test.logged('SM1', test.number(1), p_status => 'undelivered', p_error_code => 30003)
  )
);
select is(pg_temp.status(0), 'delivered SM0', 'a message that was delivered');
select is(pg_temp.status(1), 'undelivered SM1 30003', 'one that was not, and why');
select is(
  (select twilio_sent_at from outlier.message_statuses where twilio_id = 'SM0'),
  test.monday('2 seconds'),
  'when it was sent'
);
select is(pg_temp.status(2), 'unknown', 'what no page has shown is not delivered because nobody said otherwise');
select results_eq(
  'select state, pages, listed, matched, changed, left_to_read from outlier.reconciliation_progress',
  $$values ('running', 1, 2, 2, 2, 0::bigint)$$,
  'the view shows how far it is'
);
select is(
  (select payload ->> 'page' from outlier.requests),
  test.get('next') #>> '{}',
  'the next page is asked for as Twilio named it'
);
select is((select next_page from outlier.reconciliations), test.get('next') #>> '{}', 'and the pass knows it too');
savepoint between;
-- The executor dies before it records the answer. The request returns, and the same page is read again.
select test.claim_requests(test.monday('1 hour'));
select outlier.expire_request(test.monday('2 hours'));
select is(
  (select state || ' ' || (payload ->> 'page') from outlier.requests),
  'waiting ' || (test.get('next') #>> '{}'),
  'after a crash the same page is asked for'
);
rollback to savepoint between;
-- The request is deleted by hand. Outlier creates it again for the same page.
delete from outlier.requests;
select outlier.maintain_queues(test.monday('1 hour'));
select is(
  (select payload ->> 'page' from outlier.requests where kind = 'list_messages'),
  test.get('next') #>> '{}',
  'a request that is gone is made again, with its page'
);
select test.twilio_says(test.page(null, test.logged('SM2', test.number(2), p_status => 'sent')));
select results_eq(
  'select state, pages, finished_at from outlier.reconciliations',
  $$values ('done', 2, test.monday('1 hour'))$$,
  'the last page ends it'
);
select is((select count(*) from outlier.requests), 0::bigint, 'and nothing is left to do');
rollback to savepoint ready;

-- The first and the second message have the same text, are on one page, and have times in whole seconds.
update outlier.message_statuses set message = 'Same';
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says(test.page(null,
  test.logged('SM01', test.number(0), 'Same', 'failed', test.monday('10 minutes 1 second'), 30005),
  test.logged('SM00', test.number(0), 'Same', 'delivered', test.monday('1 second')),
  test.logged('SM11', test.number(1), ' Same ', 'delivered', test.monday('10 minutes'))));
select is(pg_temp.status(0), 'delivered SM00', 'the first message''s result is on its row');
select is(pg_temp.status(0, true), 'failed SM01 30005', 'the second''s on its own');
select is(pg_temp.status(1, true), 'delivered SM11', 'where one alone is shown, it is the nearest');
select is(pg_temp.status(1), 'unknown', 'and not the other');
rollback to savepoint ready;

-- Two broadcasts have the same text. One of Twilio's messages is not from Outlier.
select outlier.resume_all_sending();
insert into outlier.message_statuses (is_second, broadcast_id, recipient_phone_number, message, claimed_at, created_at)
values (
  false, test.upcoming(), test.number(0), 'What do you need to know?', test.monday('3 hours'), test.monday('3 hours')
);
select outlier.reconcile(p_now => test.monday('5 hours'));
select test.twilio_says(test.page(null,
  test.logged('SMb', test.number(0), p_made_at => test.monday('3 hours 2 seconds')),
  test.logged('SMx', test.number(0), p_made_at => test.monday('4 hours')),
  test.logged('SMa', test.number(0), p_made_at => test.monday('1 second'))), test.monday('5 hours'));
select is(
  (
    select array_agg(twilio_id order by created_at, is_second)
    from outlier.message_statuses
    where recipient_phone_number = test.number(0) and not is_second
  ),
  '{SMa,SMb}',
  'each has its own, one to one'
);
select results_eq(
  'select listed, matched from outlier.reconciliations', 'values (3, 2)', 'what somebody sent by hand is nobody''s'
);
rollback to savepoint ready;

-- Six campaigns on six days, in addition to the broadcast.
select test.let('campaign' || i, to_jsonb(test.campaign(p_now => test.monday(-i * interval '1 day'))))
from generate_series(1, 6) as i;
insert into outlier.message_statuses (is_second, campaign_id, recipient_phone_number, message, claimed_at, created_at)
select
  false,
  test.get('campaign' || i)::bigint,
  test.number(0),
  'Is your water clear?',
  test.monday(-i * interval '1 day'),
  test.monday(-i * interval '1 day')
from generate_series(1, 6) as i;
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says((
  select test.page(null, variadic array[test.logged('SM0', test.number(0))] || array_agg(
    test.logged(
      'SM-' || i,
      test.number(0),
      'Is your water clear?',
      'undelivered',
      test.monday(-i * interval '1 day' + interval '1 second'),
      30003
    ) order by i))
  from generate_series(1, 6) as i));
select results_eq(
  $$
    select twilio_id, twilio_sent_status from outlier.message_statuses where recipient_phone_number = test.number(0)
      and not is_second order by created_at desc
  $$,
  $$
    values
      ('SM0', 'delivered'),
      ('SM-1', 'undelivered'),
      ('SM-2', 'undelivered'),
      ('SM-3', 'undelivered'),
      ('SM-4', 'undelivered'),
      ('SM-5', 'undelivered'),
      ('SM-6', 'undelivered')
  $$,
  'one pass reaches every broadcast and campaign of its days, however many there were'
);
rollback to savepoint ready;

-- Messages that must not be matched.
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says(test.page(null,
  test.logged('SM0', test.number(0), 'Another text'),
  test.logged('SM1', test.number(1), p_made_at => test.monday('-2 minutes')),
  test.logged('SM2', test.number(2), p_made_at => test.monday('7 hours')),
  test.logged('SM3', test.number(3), p_change => '{"direction": "inbound"}'),
  test.logged('SM4', test.number(4), p_made_at => test.monday('-8 days'))));
select is(
  (select count(*) from outlier.message_statuses where twilio_id is not null),
  0::bigint,
  'another text, before the claim, long after it, from them to us, or before the pass begins'
);
rollback to savepoint ready;

-- A status never moves back. Unknown statuses are stored.
update outlier.message_statuses
set twilio_id = 'SM' || right(recipient_phone_number, 1), twilio_sent_status = 'sent'
where not is_second;
update outlier.message_statuses set twilio_sent_status = 'delivered' where twilio_id in ('SM0', 'SM1');
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says(test.page(null,
  test.logged('SM0', test.number(0), p_status => 'sent'),
  test.logged('SM1', test.number(1), p_status => 'undelivered', p_error_code => 30008),
  test.logged('SM2', test.number(2), p_status => 'queued'),
  test.logged('SM3', test.number(3), p_status => 'teleported'),
  test.logged('SM4', test.number(4), p_status => 'partially_delivered')));
select is(pg_temp.status(0), 'delivered SM0', 'a final status never goes back');
select is(
  pg_temp.status(1), 'undelivered SM1 30008', 'Twilio''s last word goes before what was concluded from Missive'
);
select is(pg_temp.status(2), 'sent SM2', 'nor does one that is not final');
select is(pg_temp.status(3), 'teleported SM3', 'a word that we do not know is kept as it is');
select is(pg_temp.status(4), 'partially_delivered SM4', 'and stops nothing');
select is((pg_temp.pass()).state, 'done', 'the pass goes on to its end');
select outlier.reconcile(p_now => test.monday('2 hours'));
select test.twilio_says(
  test.page(
    null,
    test.logged('SM3', test.number(3), p_status => 'delivered'),
    test.logged('SM1', test.number(1), p_status => 'undelivered', p_error_code => 30008)
  ),
  test.monday('2 hours')
);
select is(pg_temp.status(3), 'delivered SM3', 'and has its end in time');
select is((pg_temp.pass()).changed, 1, 'what is known already changes nothing');
rollback to savepoint ready;

-- A status that was set too soon, because Missive's event had no Twilio id.
update outlier.message_statuses set twilio_sent_status = 'undelivered' where recipient_phone_number = test.number(0)
  and not is_second;
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says(test.page(null, test.logged('SM0', test.number(0), p_status => 'sent')));
select is(pg_temp.status(0), 'sent SM0', 'a message that the log shows had an id after all');
rollback to savepoint ready;

-- An unreadable entry of the log does not affect the others.
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says(
  jsonb_build_object(
    'next_page_uri',
    null,
    'messages',
    jsonb_build_array(
      'x',
      null,
      5,
      '{}'::jsonb,
      test.logged('SMd', test.number(1), p_change => '{"date_created": "yesterday", "error_code": "none"}'),
      test.logged('SM0', test.number(0))
    )
  )
);
select is(pg_temp.status(0), 'delivered SM0', 'the rest of the page counts');
select is(array(
  select outlier.parse_twilio_time(t)
  from unnest(
    array[
      'Fri, 02 Jan 2026 15:00:02 +0000',
      '2026-01-02T15:00:02Z',
      'yesterday',
      'Fri, 32 Jan 2026 15:00:02 +0000',
      '02/01/2026',
      ''
    ]
  ) as t
),
  array['2026-01-02 15:00:02+00', '2026-01-02 15:00:02+00', null, null, null, null]::timestamptz[],
  'dates as Twilio writes them, and nothing else');
rollback to savepoint ready;

-- Messages without a date are read by id.
update outlier.message_statuses set twilio_id = 'SM' || right(recipient_phone_number, 1) where not is_second;
update outlier.message_statuses set twilio_sent_status = 'delivered' where twilio_id = 'SM4';
update outlier.settings set single_reads_limit = 3;
delete from outlier.message_statuses where is_second;
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says(test.page(null, test.logged('SM0', test.number(0))));
select is(
  (select array_agg(payload ->> 'sid' order by payload ->> 'sid') from outlier.requests where kind = 'read_message'),
  '{SM1,SM2,SM3}',
  'messages that no page showed are read one by one; final ones are not'
);
select is((pg_temp.pass()).state, 'running', 'until then the pass is not done');
select test.let('claim', test.claim_requests(test.monday('1 hour')));
select test.answer(
  jsonb_set(test.get('claim'), '{requests}', jsonb_build_array(test.get('claim') #> '{requests,0}')),
  test.logged('SM1', test.number(1), p_status => 'failed', p_error_code => 30001, p_sent_at => '-infinity'),
  200,
  test.monday('1 hour')
);
select is(pg_temp.status(1), 'failed SM1 30001', 'one that never left');
select test.answer(
  jsonb_set(test.get('claim'), '{requests}', jsonb_build_array(test.get('claim') #> '{requests,1}')),
  '{"code": 20404}',
  404,
  test.monday('1 hour')
);
select is((pg_temp.pass()).state, 'running', 'one that Twilio does not know holds nothing up');
select test.answer(
  jsonb_set(test.get('claim'), '{requests}', jsonb_build_array(test.get('claim') #> '{requests,2}')),
  test.logged('SM3', test.number(3), p_status => 'queued', p_sent_at => '-infinity'),
  200,
  test.monday('1 hour')
);
select results_eq(
  'select state, read_singly from outlier.reconciliations', $$values ('done', 2)$$, 'with the last of them it is done'
);
rollback to savepoint ready;

-- Missive reported the message as delivered, but Twilio never sent it. No page contains it.
update outlier.message_statuses
set twilio_id = 'SM0', twilio_sent_status = 'delivered', twilio_sent_at = test.monday()
where recipient_phone_number = test.number(0)
  and not is_second;
update outlier.settings set single_reads_limit = 3;
delete from outlier.message_statuses where twilio_id is null;
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says(test.page(null));
select is(
  (select array_agg(payload ->> 'sid') from outlier.requests where kind = 'read_message'),
  '{SM0}',
  'what Twilio has not said itself is not taken for the truth'
);
select test.answer(
  test.claim_requests(test.monday('1 hour')),
  test.logged('SM0', test.number(0), p_status => 'failed', p_error_code => 30001, p_sent_at => '-infinity'),
  200,
  test.monday('1 hour')
);
select results_eq($$
  select twilio_sent_status, twilio_sent_at, twilio_error_code from outlier.message_statuses where twilio_id = 'SM0'
$$, $$values ('failed', null::timestamptz, 30001)$$, 'Twilio''s own word goes before it, its time too');
select outlier.reconcile(p_now => test.monday('2 hours'));
select test.twilio_says(test.page(null), test.monday('2 hours'));
select is((pg_temp.pass()).state, 'done', 'once it is known it is not read again');
rollback to savepoint ready;

-- Twilio refused the messages immediately: Missive has no Twilio id, and Twilio has no date.
delete from outlier.message_statuses where is_second;
update outlier.message_statuses set twilio_sent_status = 'undelivered', updated_at = test.monday();
update outlier.message_statuses
set updated_at = test.monday('-1 day')
where recipient_phone_number in (test.number(3), test.number(4));
update outlier.settings set single_reads_limit = 2;
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says(test.page(null));
select results_eq('select kind, payload ->> ''to'', payload ? ''since'' from outlier.requests order by 2', $$values ('read_person', test.number(3), false), ('read_person', test.number(4), false)$$,
  'where nobody knows an id, the person''s messages are read, whatever their date; so many at a time');
select test.let('claim', test.claim_requests(test.monday('1 hour')));
select test.answer(
  jsonb_set(test.get('claim'), '{requests}', jsonb_build_array(test.get('claim') #> '{requests,0}')),
  test.page(
    null, test.logged('SM3', test.number(3), p_status => 'failed', p_error_code => 21610, p_sent_at => '-infinity')
  ),
  200,
  test.monday('1 hour')
);
select is(pg_temp.status(3), 'failed SM3 21610', 'which tells what became of it');
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(3)),
  true,
  'and that the person has opted out'
);
select test.answer(
  jsonb_set(test.get('claim'), '{requests}', jsonb_build_array(test.get('claim') #> '{requests,1}')),
  test.page(null),
  200,
  test.monday('1 hour')
);
select is(pg_temp.status(4), 'undelivered', 'one that Twilio keeps no record of stays as it was');
select is((pg_temp.pass()).state, 'done', 'that ends the pass');
select outlier.reconcile(p_now => test.monday('2 hours'));
select test.twilio_says(test.page(null), test.monday('2 hours'));
select is(
  (select array_agg(payload ->> 'to' order by payload ->> 'to') from outlier.requests),
  array[test.number(0), test.number(1)],
  'the next one begins with others'
);
rollback to savepoint ready;

-- Unexpected answers from Twilio.
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says('{"code": 20429}', p_status => 429);
select results_eq(
  'select state, failures from outlier.requests', $$values ('waiting', 0)$$, 'too many calls at once cost nothing'
);
select is((select hold_reason from outlier.quotas where name = 'twilio'), '429: too many calls', 'and hold the quota');
update outlier.quotas set held_until = null, hold_reason = null;
select test.twilio_says('{"code": 20500}', p_status => 503);
select results_eq(
  'select state, failures, due_at from outlier.requests',
  $$values ('waiting', 1, test.monday('1 hour 3 minutes'))$$,
  'an error is tried again later'
);
select test.twilio_says('"<html>"', test.monday('2 hours'));
select results_eq(
  'select failures, due_at from outlier.requests',
  $$values (2, test.monday('2 hours 6 minutes'))$$,
  'a page that is no list too, twice as late'
);
update outlier.reconciliations set next_page = '/old';
update outlier.requests set payload = payload || '{"page": "/old"}';
select test.twilio_says('{"code": 20001}', test.monday('3 hours'), 400);
select is(
  (select payload ->> 'page' from outlier.requests), null, 'a page that Twilio no longer knows: from the first one on'
);
update outlier.requests set failures = 9, due_at = test.monday('4 hours');
select test.twilio_says('{"code": 20500}', test.monday('4 hours'), 500);
select is((pg_temp.pass()).state, 'failed', 'in the end the pass is given up');
select is((select array_agg(kind) from outlier.incidents), '{reconciliation_failed}', 'which is reported');
select is(outlier.reconcile(p_now => test.monday('5 hours')) is not null, true, 'and the next one starts');
select test.record_requests(
  (
    select jsonb_agg(r || '{"unavailable": true, "body": "not configured"}')
    from jsonb_array_elements(test.claim_requests(test.monday('5 hours')) -> 'requests') as r
  ),
  test.monday('5 hours')
);
select is((pg_temp.pass()).error, 'not configured', 'where Twilio is not configured, the pass says so at once');
select matches(
  (select string_agg(message, ' ' order by id) from outlier.incidents), 'Twilio is not configured', 'among the problems'
);
select is((select count(*) from outlier.requests), 0::bigint, 'and nothing is asked for ever');

-- Twilio names the same page as the next one.
rollback to savepoint ready;
select outlier.reconcile(p_now => test.monday('1 hour'));
select test.twilio_says(test.page('/same', test.logged('SM0', test.number(0))));
select test.twilio_says(test.page('/same', test.logged('SM0', test.number(0))));
select is((pg_temp.pass()).state, 'done', 'a page that names itself as the next one is the last');
select is((select count(*) from outlier.reconciliations where state = 'running'), 0::bigint, 'nothing runs for ever');
select * from finish();
rollback;
