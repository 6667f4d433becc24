-- Imports the predecessor's broadcasts and campaigns, and the messages that waited there.
begin;
select plan(24);
select test.settings();
select outlier.stage_import();
select test.let('label', to_jsonb(md5('label')::uuid));
insert into pg_temp.import_authors (phone_number, unsubscribed, exclude, created_at)
select test.number(i), false, false, test.monday('-9 days') from generate_series(1, 6) as i;
select outlier.import_authors(test.monday());
insert into pg_temp.import_broadcasts (id, first_message, second_message, delay, no_users, run_at, editable, created_at) values
  (7, 'Past', 'And more', 600, 4, test.monday('-2 days'), false, test.monday('-3 days')),
  (8, 'Upcoming', '', 600, 4, test.monday('1 hour'), true, test.monday('-1 day'));
insert into pg_temp.import_audience_segments (id, name, query) values
  (1, 'A', 'select phone_number from public.authors'), (2, 'B', 'select phone_number from public.authors');
insert into pg_temp.import_broadcasts_segments (id, broadcast_id, segment_id, ratio) values (1, 7, 1, 80), (2, 7, 2, 80), (3, 8, 1, 100);
insert into pg_temp.import_campaigns (id, title, first_message, second_message, segments, recipient_file_url, delay, run_at, processed) values
  (7, 'Half', 'Hello', 'Still there?', '{"included": {"id": "00000000-0000-0000-0000-000000000001"}}', null, 60, test.monday('-1 hour'), true),
  (9, 'Soon', 'Later', null, null, 'file.csv', 60, test.monday('1 day'), false),
  (10, 'Own texts', 'Personalized', null, null, null, 60, test.monday('-1 day'), true);
insert into pg_temp.import_campaign_file_recipients (id, campaign_id, phone_number) values
  (1, 9, test.number(1)), (2, 9, '(200) 555-0101'), (3, 9, 'nobody');
insert into pg_temp.import_q_broadcast_first_messages (msg_id, read_ct, enqueued_at, vt, message) values
  (1, 0, test.monday('-1 hour'), test.monday(), jsonb_build_object('recipient_phone_number', test.number(3), 'campaign_id', 7, 'first_message', 'Hello', 'second_message', 'Still there?', 'delay', 60)),
  (2, 2, test.monday('-1 hour'), test.monday(), jsonb_build_object('recipient_phone_number', test.number(4), 'campaign_id', 7, 'first_message', 'Hello')),
  (3, 0, test.monday('-1 hour'), test.monday(), jsonb_build_object('recipient_phone_number', test.number(2), 'campaign_id', 7, 'first_message', 'Hello')),
  (4, 0, test.monday('-1 hour'), test.monday(), jsonb_build_object('recipient_phone_number', 'nobody', 'campaign_id', 7, 'first_message', 'Hello')),
  (5, 0, test.monday('-1 hour'), test.monday(), '"no object"');
insert into pg_temp.import_q_broadcast_second_messages (msg_id, read_ct, enqueued_at, vt, message) values
  (1, 0, test.monday('-1 hour'), test.monday('5 minutes'), jsonb_build_object('recipient_phone_number', test.number(2), 'campaign_id', 7, 'second_message', 'Still there?'));
insert into pg_temp.import_message_statuses (id, recipient_phone_number, missive_id, broadcast_id, campaign_id, is_second, twilio_sent_status, twilio_id, message, audience_segment_id, created_at) values
  (1, test.number(1), md5('1')::uuid, 7, null, false, 'delivered', 'SM1', 'Past', 1, test.monday('-2 days')),
  (2, test.number(1), md5('2')::uuid, 7, null, false, 'delivered', null, 'Past', 1, test.monday('-2 days')),
  (3, test.number(1), md5('3')::uuid, 7, null, true, 'failed', 'SM3', 'And more', 1, test.monday('-2 days')),
  (4, test.number(2), md5('4')::uuid, null, 7, false, 'delivered', null, 'Hello', null, test.monday('-1 hour')),
  (5, test.number(2), md5('5')::uuid, null, 70, false, 'delivered', null, 'Gone', null, test.monday('-1 hour'));

create function pg_temp.import(p_now timestamptz) returns void language plpgsql as $$
begin
  perform outlier.import_segments(p_now), outlier.import_broadcasts(p_now), outlier.import_campaigns(p_now);
  perform outlier.import_message_statuses(p_now);
  perform outlier.hold_imported_messages(p_now);
end
$$;
select outlier.import_queues(test.monday());
select pg_temp.import(test.monday());
create function pg_temp.batch(p_kind text, p_source_id bigint) returns outlier.batches language sql as $$
  select b from outlier.batches as b inner join outlier.import_ids as i on i.id = b.id where i.kind = p_kind and i.source_id = p_source_id
$$;

select is((pg_temp.batch('broadcast', 7)).id, 7::bigint, 'a broadcast keeps its id');
select isnt((pg_temp.batch('campaign', 7)).id, 7::bigint, 'a campaign of the same id gets another one');
select is((pg_temp.batch('broadcast', 7)).state, 'done', 'a past broadcast is done');
select is((pg_temp.batch('campaign', 7)).state, 'paused', 'a half-sent campaign is paused');
select is((pg_temp.batch('campaign', 9)).state, 'missed', 'one that has not run waits for a new time');
select is((pg_temp.batch('campaign', 10)).is_personalized, true, 'one with neither labels nor a file had texts of their own');
select is((select count(*) from outlier.broadcasts where state = 'scheduled'), 0::bigint, 'the upcoming broadcast starts nothing here');
select is(
  (select h.source_row #>> '{segments,0,ratio}' from outlier.held_imports as h where h.kind = 'broadcast' and h.source_id = 8), '100',
  'it is held, with its segments'
);
select is(
  (select sum(s.ratio) from outlier.broadcasts_segments as s where s.broadcast_id = 7), 100.00, 'shares of 160 percent are scaled down'
);
select results_eq(
  $$select f.line, f.verdict from outlier.campaign_file_recipients as f order by f.line$$,
  $$values (1, 'accepted'), (2, 'duplicate'), (3, 'invalid_number')$$, 'the lines of a file are read as those of any file'
);
select results_eq(
  $$select h.kind, h.source_id, h.phone_number, h.message, h.second_message, h.reads from outlier.held_imports as h where h.kind <> 'broadcast' order by h.kind, h.source_id$$,
  $$values ('first_message', 1::bigint, test.number(3), 'Hello', 'Still there?', 0), ('first_message', 2, test.number(4), 'Hello', null, 2),
    ('second_message', 1, test.number(2), 'Still there?', null, 0)$$,
  'what waited is held, but for what has gone out and what names nobody'
);
select results_eq(
  $$select r.source_key, r.kind from outlier.import_report as r where r.source_table = 'pgmq.q_broadcast_first_messages' order by r.source_key$$,
  $$values ('1', 'held'), ('2', 'held'), ('3', 'not_taken'), ('4', 'not_taken'), ('5', 'not_taken')$$, 'and the report has each row'
);
select is((select count(*) from outlier.queued_messages), 0::bigint, 'nothing is queued');
select is((select count(*) from outlier.requests), 0::bigint, 'and nothing asked');
select results_eq(
  $$select s.is_second, s.twilio_id, s.twilio_sent_status from outlier.message_statuses as s where s.batch_id = 7 order by s.id$$,
  $$values (false, 'SM1', 'delivered'), (true, 'SM3', 'failed')$$, 'of two rows about one message, the one that knows more'
);
select is(
  (select s.twilio_sent_status from outlier.message_statuses as s where s.recipient_phone_number = test.number(2)), null,
  'delivered without an id of Twilio is unknown'
);
select is((select count(*) from outlier.unhandled_failures), 0::bigint, 'no nightly job takes up what failed there');
select is(
  (select a.last_texted_at from outlier.authors as a where a.phone_number = test.number(1)), test.monday('-2 days'),
  'a person was last texted when they were'
);
select is((select count(*) from outlier.import_report where kind = 'mismatch'), 0::bigint, 'the sums agree');
select throws_ok($$select outlier.begin_import()$$, '42P07', null, 'one import at a time makes its tables in a session');

-- A later import, after the source's queue is empty and the campaign of the file has run.
delete from pg_temp.import_waiting;
delete from pg_temp.import_mapped_statuses;
delete from pg_temp.import_campaign_file_recipients;
update pg_temp.import_campaigns set processed = true where id = 9;
insert into pg_temp.import_message_statuses (id, recipient_phone_number, missive_id, campaign_id, is_second, message, created_at)
select 10 + i, test.number(i), md5((10 + i)::text)::uuid, 7, false, 'Hello', test.monday() from generate_series(3, 4) as i;
select test.let('file', to_jsonb((pg_temp.batch('campaign', 9)).id));
select pg_temp.import(test.monday('1 hour'));
select is((pg_temp.batch('campaign', 7)).state, 'done', 'a campaign of which nothing waits any more is done');
select is((select count(*) from outlier.held_imports where kind <> 'broadcast'), 0::bigint, 'nothing is held that has gone out');
select is((pg_temp.batch('campaign', 9)).state, 'done', 'a campaign that has run there since is done');
select is(to_jsonb((pg_temp.batch('campaign', 9)).id), test.get('file'), 'and keeps its id');
select * from finish();
rollback;
