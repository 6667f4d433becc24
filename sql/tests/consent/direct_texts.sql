-- Outlier answers HELP and confirms an opt-out, each exactly once.
-- Shows: help-once, older-refusal
begin;
select plan(44);
select test.settings();
select test.authors(4);
create function pg_temp.texts() returns text[] language sql as $$
  select array_agg(concat_ws(' ', phone_number, purpose, state) order by id) from outlier.direct_texts
$$;
create function pg_temp.waiting() returns text[] language sql as $$
  select array_agg(payload ->> 'body' order by id) from outlier.requests where kind = 'send_text'
$$;
-- Like the executor, it claims the request and records Missive's answer.
create function pg_temp.answer(p_change jsonb, p_at timestamptz) returns void language sql as $$
  select test.record_requests(
    (
      select jsonb_agg(jsonb_build_object('id', r -> 'id', 'claimId', r -> 'claimId', 'written', true) || p_change)
      from jsonb_array_elements(test.claim_requests(p_at) -> 'requests') as r
      where r ->> 'kind' = 'send_text'
    ),
    p_at
  )
$$;
create function pg_temp.refused(p_at timestamptz) returns integer language sql as $$
  select outlier.apply_twilio_opt_outs(
    outlier.read_logged_messages(
      jsonb_build_array(jsonb_build_object(
        'sid', 'SM1', 'to', test.number(0), 'body', 'Hi', 'status', 'failed', 'error_code', 21610,
        'date_created', to_char(p_at at time zone 'UTC', 'Dy, DD Mon YYYY HH24:MI:SS +0000'),
        'date_sent', to_char(p_at at time zone 'UTC', 'Dy, DD Mon YYYY HH24:MI:SS +0000')
      )),
      test.monday('5 days')
    ),
    test.monday('5 days')
  )
$$;
select test.writes(test.number(3), 'What is this?', test.monday());
select test.writes(test.number(3), 'Please stop texting me', test.monday());
select is(pg_temp.texts(), null, 'both are off while their templates are empty');
update outlier.lookup_templates set content = 'This is Outlier.' where name = 'help_message';
update outlier.lookup_templates set content = 'You get no more texts.' where name = 'opt_out_confirmation';
savepoint fresh;

-- HELP.
select test.writes(test.number(0), 'What is this?', test.monday('1 day'));
select is(pg_temp.texts(), array[test.number(0) || ' help waiting'], 'a question who we are is answered');
select is(
  (
    select payload - 'text' from outlier.requests where kind = 'send_text'
  ),
  jsonb_strip_nulls(jsonb_build_object(
    'body', 'This is Outlier.', 'from', '+13135550100', 'to', test.number(0),
    'organization', (select organization_id from outlier.settings)
  )),
  'from our number to theirs'
);
select test.writes(test.number(0), 'help me please', test.monday('1 day 1 hour'));
select is(cardinality(pg_temp.texts()), 1, 'once a day');
select test.writes(test.number(0), 'help me please', test.monday('2 days'));
select is(cardinality(pg_temp.texts()), 2, 'and again on the next');
rollback to fresh;
select test.writes(test.number(0), said, test.monday('1 day')) from unnest(array['HELP', 'Info', 'help!']) as said;
select is(pg_temp.texts(), null, 'Twilio answers its own keywords');
update outlier.settings set twilio_answers_keywords = false;
select test.writes(test.number(0), 'HELP', test.monday('1 day'));
select is(pg_temp.texts(), array[test.number(0) || ' help waiting'], 'unless it is told not to');
rollback to fresh;
update outlier.authors set exclude = true where phone_number = test.number(0);
select test.writes(test.number(0), 'help me please', test.monday('1 day'));
select is(pg_temp.texts(), null, 'somebody who is excluded gets no answer');
rollback to fresh;

-- Confirmation.
select test.writes(test.number(0), said, test.monday('1 day')) from unnest(array['STOP', 'stop.']) as said;
select is(pg_temp.texts(), null, 'Twilio has confirmed its own keywords');
select test.receive_user_action(
  test.incoming(test.number(1), 'Please stop texting me', test.monday('1 day')), p_now => test.monday('1 day 6 minutes')
);
select is(pg_temp.texts(), null, 'what is heard after five minutes is not confirmed');
select ok(
  (select unsubscribed from outlier.authors where phone_number = test.number(1)), 'but counts'
);
rollback to fresh;
select test.writes(test.number(0), 'Please stop texting me', test.monday('1 day'), md5('no')::uuid);
select is(pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation waiting'], 'an opt-out is confirmed');
select test.receive_user_action(
  test.incoming(test.number(0), 'Please stop texting me', test.monday('1 day'), md5('no')::uuid) || ' ',
  p_now => test.monday('1 day 1 minute')
);
select is(cardinality(pg_temp.texts()), 1, 'once, if its webhook comes twice');
select test.writes(test.number(0), 'I said stop', test.monday('1 day 2 minutes'));
select is(cardinality(pg_temp.texts()), 1, 'and if they say it twice');
savepoint confirmed;

-- Texts that the person sends before the answer is sent.
select test.writes(test.number(1), 'What is this?', test.monday('1 day'));
select test.writes(test.number(1), 'Take me off your list', test.monday('1 day 10 seconds'));
select test.claim_requests(test.monday('1 day 20 seconds'));
select is(
  (select array_agg(purpose || ' ' || state order by id) from outlier.direct_texts where phone_number = test.number(1)),
  array['help cancelled', 'opt_out_confirmation waiting'], 'an opt-out cancels the answer to HELP'
);
rollback to confirmed;
select test.writes(test.number(0), 'START', test.monday('1 day 3 minutes'));
select test.claim_requests(test.monday('1 day 4 minutes'));
select is(
  pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation cancelled'], 'and a START the confirmation'
);
select is((select count(*) from outlier.problems where kind like 'answer%'), 0::bigint, 'which is no problem');
rollback to confirmed;
select pg_temp.answer('{"status": 504, "body": "timeout"}', test.monday('1 day 1 minute'));
select is(
  pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation unknown'],
  'behind a gateway that gave up waiting Missive may have sent it'
);
rollback to confirmed;

-- The possible outcomes of the text.
select pg_temp.answer(
  '{"status": 200, "body": "{\"drafts\": {\"id\": \"7eab619a-aa55-4688-b9f1-3256a723837f\"}}"}',
  test.monday('1 day 1 minute')
);
select is(
  (select array_agg(state || ' ' || missive_id) from outlier.direct_texts),
  array['sent 7eab619a-aa55-4688-b9f1-3256a723837f'], 'Missive accepted it'
);
select is(pg_temp.waiting(), null, 'and nothing is left to do');
select is((select count(*) from outlier.message_statuses), 0::bigint, 'no statistics count it');
rollback to confirmed;
select pg_temp.answer('{"status": 503, "body": "busy"}', test.monday('1 day 1 minute'));
select is(pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation waiting'], 'after 503 it waits');
select pg_temp.answer('{"status": 503, "body": "busy"}', test.monday('1 day 2 minutes'));
select pg_temp.answer('{"status": null, "body": "reset"}', test.monday('1 day 3 minutes'));
select is(
  pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation unknown'],
  'after silence it is never sent again, whatever was answered before'
);
select is((select count(*) from outlier.problems where kind = 'answer_unknown'), 1::bigint, 'and that is a problem');
select is(pg_temp.waiting(), null, 'the request is gone');
rollback to confirmed;
select pg_temp.answer('{"status": 503, "body": "busy"}', test.monday('1 day 1 minute'));
select test.claim_requests(test.monday('1 day 2 minutes'));
select test.claim_requests(test.monday('1 day 6 minutes'));
select is(
  pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation unknown'],
  'nor is one whose executor died'
);
rollback to confirmed;
select pg_temp.answer('{"status": null, "written": false, "body": "refused"}', test.monday('1 day 1 minute'));
select is(
  pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation waiting'], 'what never left may go again'
);
rollback to confirmed;
select pg_temp.answer('{"status": 400, "body": "no"}', test.monday('1 day 1 minute'));
select is(pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation refused'], 'a refusal ends it');
rollback to confirmed;
select test.claim_requests(test.monday('1 day 5 minutes'));
select is(
  pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation expired'], 'after five minutes it is too late'
);
select is((select count(*) from outlier.problems where kind = 'answer_expired'), 1::bigint, 'and that is a problem');
rollback to confirmed;
select outlier.run_maintenance_step('requests', test.monday('1 day 5 minutes'));
select is(
  pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation expired'], 'also while no executor asks'
);
rollback to confirmed;

-- These texts come before all other requests, but wait while all sending is stopped.
select outlier.add_request('list_labels', 'label:x', '{}', test.monday());
select is(
  test.claim_requests(test.monday('1 day 1 minute')) #>> '{requests,0,kind}', 'send_text', 'answers to people go first'
);
rollback to confirmed;
update outlier.settings set sending_stopped = true;
select ok(
  not test.claim_requests(test.monday('1 day 1 minute'))::text like '%send_text%',
  'nothing leaves while sending is stopped'
);
select isnt(
  test.claim_requests(test.monday('1 day 1 minute')) ->> 'wakeInMilliseconds', '0', 'and nobody asks again at once'
);
rollback to confirmed;
insert into outlier.failovers (lost_from, noticed_at, settle_at, is_synchronous)
values (test.monday(), test.monday('1 day'), test.monday('1 day'), false);
select ok(
  not test.claim_requests(test.monday('1 day 1 minute'))::text like '%send_text%', 'nor while a failover is read about'
);
select test.writes(test.number(1), 'Please stop texting me', test.monday('1 day'));
select is(
  cardinality(pg_temp.texts()), 1, 'what is heard after a failover may have been answered before it'
);
rollback to confirmed;
select outlier.notice_failover(h, 'another', test.monday('1 day 1 minute'))
from (select test.monday() as beat_at) as d, lateral (
  select jsonb_populate_record(
    null::outlier.heartbeat, jsonb_build_object('timeline', 'one', 'beat_at', d.beat_at, 'is_synchronous', false)
  ) as h
) as beat;
select is(
  pg_temp.texts(), array[test.number(0) || ' opt_out_confirmation unknown'],
  'one that waits after a failover may have gone out: it is not sent'
);
rollback to confirmed;
select lives_ok(
  format('select outlier.erase_person(%L, test.monday(''2 days''))', test.number(0)), 'it goes with the person'
);
select is(pg_temp.texts(), null, 'whole');
rollback to fresh;

-- A START overrides older refusals.
delete from outlier.consent_events;
select test.writes(test.number(0), 'START', test.monday('2 days'));
select is((select count(*) from outlier.consent_events where kind = 'opt_in'), 1::bigint, 'a START is on record');
delete from outlier.twilio_messages where preview = 'START';
select is(pg_temp.refused(test.monday('1 day')), 0, 'a refusal from before it unsubscribes nobody');
rollback to fresh;
delete from outlier.consent_events;
select test.writes(test.number(0), 'My heat is out', test.monday('2 days'));
select is(pg_temp.refused(test.monday('1 day')), 0, 'nor one from before any message of theirs');
select is(pg_temp.refused(test.monday('3 days')), 1, 'one from after it does');
rollback to fresh;
delete from outlier.consent_events;
select test.writes(test.number(0), 'My heat is out', test.monday('1 hour'));
select is(pg_temp.refused(test.monday('2 hours')), 1, 'a later refusal counts');
select * from finish();
rollback;
