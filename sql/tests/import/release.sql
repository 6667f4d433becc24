-- Messages that waited in the predecessor are sent after a release, once Twilio's log shows that they were not sent.
begin;
select plan(22);
select test.settings();
select outlier.stage_import();
insert into pg_temp.import_authors (phone_number, unsubscribed, exclude, created_at)
select test.number(i), false, false, test.monday('-9 days') from generate_series(0, 5) as i;
select outlier.import_authors(test.monday('-20 minutes'));
insert into pg_temp.import_audience_segments (id, name, query) values (1, 'A', 'select phone_number from public.authors');
insert into pg_temp.import_broadcasts (id, first_message, second_message, delay, no_users, editable, created_at) values (8, 'Upcoming', '', 600, 4, true, test.monday('-1 day'));
insert into pg_temp.import_broadcasts_segments (id, broadcast_id, segment_id, ratio) values (1, 8, 1, 100);
insert into pg_temp.import_campaigns (id, title, first_message, second_message, segments, delay, run_at, processed) values
  (3, 'Half', 'What do you need to know?', 'Still there?', '{"included": {"id": "00000000-0000-0000-0000-000000000001"}}', 60, test.monday('-1 hour'), true),
  (4, 'Soon', 'Later', null, '{"included": {"id": "00000000-0000-0000-0000-000000000001"}}', 60, test.monday('1 day'), false),
  (5, 'Too late', 'Later', null, '{"included": {"id": "00000000-0000-0000-0000-000000000001"}}', 60, test.monday('-1 day'), false);
-- The predecessor tried person 0, who may have the text. It did not try person 1. Person 2 opts out before the release.
-- Person 3 has the first text and waits for the second.
insert into pg_temp.import_q_broadcast_first_messages (msg_id, read_ct, enqueued_at, vt, message)
select i, case i when 0 then 1 else 0 end, test.monday('-1 hour'), test.monday('-30 minutes'),
  jsonb_build_object('recipient_phone_number', test.number(i), 'campaign_id', 3, 'first_message', 'What do you need to know?', 'second_message', 'Still there?', 'delay', 60)
from generate_series(0, 2) as i;
insert into pg_temp.import_q_broadcast_second_messages (msg_id, read_ct, enqueued_at, vt, message) values
  (1, 0, test.monday('-40 minutes'), test.monday('-39 minutes'), jsonb_build_object('recipient_phone_number', test.number(3), 'campaign_id', 3, 'second_message', 'Still there?'));
insert into pg_temp.import_message_statuses (id, recipient_phone_number, missive_id, campaign_id, is_second, message, created_at) values
  (1, test.number(3), md5('1')::uuid, 3, false, 'What do you need to know?', test.monday('-40 minutes'));
create function pg_temp.import(p_now timestamptz) returns void language plpgsql as $$
begin
  delete from pg_temp.import_waiting;
  delete from pg_temp.import_mapped_statuses;
  perform outlier.import_queues(p_now), outlier.import_segments(p_now), outlier.import_broadcasts(p_now), outlier.import_campaigns(p_now);
  perform outlier.import_message_statuses(p_now);
  perform outlier.hold_imported_messages(p_now);
end
$$;
select pg_temp.import(test.monday('-20 minutes'));
select is((select count(*) from outlier.queued_messages), 0::bigint, 'an import queues nothing');
select outlier.set_consent(test.number(2), 'opt_out', 'message', p_now => test.monday('-10 minutes'));

select throws_like(
  $$select outlier.release_import(test.monday('6 hours'))$$, 'the import cannot be released: it read the predecessor''s queues at % for the 06:00:00 after that',
  'an import that is older than the span of Twilio''s log that is searched is not released'
);
select test.let('released', outlier.release_import(test.monday()));
select is(
  test.get('released') - 'broadcast', jsonb '{"messages": 4, "campaigns": 1, "still_held": 0}', 'a release says what it let go'
);
select results_eq(
  $$select q.recipient_phone_number, q.state, q.claimed_at from outlier.queued_messages as q order by q.recipient_phone_number$$,
  $$values (test.number(0), 'unknown', test.monday('-1 hour')), (test.number(1), 'unknown', test.monday('-20 minutes')), (test.number(2), 'unknown', test.monday('-20 minutes')),
    (test.number(3), 'unknown', test.monday('-20 minutes'))$$,
  'of each message nobody knows whether it went out, since it was put there or since the import'
);
select is((select b.state from outlier.batches as b where b.title = 'Half'), 'sending', 'the batch goes on');
select is(test.claimed(test.claim(test.monday())), '{}', 'but nothing of it is sent before Twilio was asked');
select is(test.claimed(test.claim(test.monday(), 10, 'second_messages')), '{}', 'no follow-up either');
select is(
  (select count(*) from outlier.requests as r where r.kind = 'find_message' and r.due_at <= test.monday()), 4::bigint, 'which happens at once, for each of them'
);

-- Twilio has the message to person 0 only.
select test.twilio_says(
  test.page(null, test.logged('SM0', test.number(0), p_made_at => test.monday('-33 minutes')), test.logged('SMold', test.number(1), p_made_at => test.monday('-3 days'))),
  test.monday('1 minute')
);
select results_eq(
  $$select s.twilio_id, s.is_second from outlier.message_statuses as s where s.recipient_phone_number = test.number(0)$$, $$values ('SM0', false)$$,
  'what Twilio has is recorded as sent'
);
select is(test.claimed(test.claim(test.monday('2 minutes'))), array[test.number(1)], 'what it has not is sent, but not to those who opted out');
select is(
  (select r.reason from outlier.recipients as r where r.phone_number = test.number(2)), 'unsubscribed', 'and the record says why'
);
select is(test.claimed(test.claim(test.monday('2 minutes 30 seconds'), 10, 'second_messages')), array[test.number(3), test.number(0)], 'so are follow-ups');
select is((select count(*) from outlier.recipients as r where r.batch_id = 3), 4::bigint, 'everybody is a recipient once');

-- Batches that had not started.
select results_eq(
  $$select b.title, b.state, b.error is null from outlier.campaigns as b where b.title <> 'Half' order by b.title$$,
  $$values ('Soon', 'scheduled', true), ('Too late', 'missed', false)$$, 'a campaign with its time to come is scheduled, and one without waits for a new time'
);
select is((test.get('released') ->> 'broadcast')::bigint, test.upcoming(), 'the upcoming broadcast is made');
select is(test.upcoming(), 8::bigint, 'with the id that it has there');
select is((select s.ratio from outlier.broadcasts_segments as s where s.broadcast_id = 8), 100.00, 'and its segments');

-- An import after the release. The source still shows the released messages.
select pg_temp.import(test.monday('10 minutes'));
select is((select count(*) from outlier.held_imports), 0::bigint, 'an import after the release holds nothing again');
select is((select b.state from outlier.campaigns as b where b.title = 'Soon'), 'scheduled', 'and leaves what is scheduled');
select is((select count(*) from outlier.import_report where kind = 'mismatch'), 0::bigint, 'its sums agree');
select is(
  outlier.release_import(test.monday('11 minutes')), jsonb '{"messages": 0, "campaigns": 0, "broadcast": null, "still_held": 0}',
  'a second release has nothing to do'
);
select is((select count(*) from outlier.message_statuses as s where s.recipient_phone_number = test.number(0) and not s.is_second), 1::bigint, 'nobody got anything twice');
select * from finish();
rollback;
