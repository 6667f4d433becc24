-- A copy of the database, on the same server or on another, sends nothing until an administrator has adopted it.
-- Shows: copy-texts-nobody
begin;
select plan(45);
select test.sending(4, p_second_message => 'Second');
delete from outlier.home;
create or replace function outlier.server_identity() returns text language sql stable as $$
  select nullif(current_setting('test.server'), 'hidden')
$$;
set local test.server = '1';
create or replace function outlier.server_timeline() returns text language sql volatile as $$
  select coalesce(outlier.server_identity(), '') || ':00000001'
$$;
update outlier.heartbeat set timeline = null, beat_at = test.monday('-1 hour');
create function pg_temp.problem() returns text language sql as $$
  select p.message from outlier.problems as p where p.kind = 'copy'
$$;
create function pg_temp.states() returns text[] language sql as $$
  select array_agg(b.kind || ' ' || b.state order by b.id) from outlier.batches as b
$$;

-- The original database.
select is(outlier.describe_copy(), null, 'a database without a home is no copy');
select is(test.claimed(test.claim(test.monday(), 1)), array[test.number(0)], 'and sends');
select results_eq(
  'select h.server, h.database_oid, h.adopted_at from outlier.home as h',
  $$select '1', d.oid, test.monday() from pg_database as d where d.datname = current_database()$$,
  'the first claim writes where it lives'
);
select is(outlier.describe_copy(), null, 'so it is at home');
select throws_ok($$select outlier.adopt_database('keep')$$, 'OT005', null, 'what is at home is not adopted');
select throws_ok($$select outlier.adopt_database('maybe')$$, 'OT010', null, 'nor without a word about what waits');
select throws_ok($$select outlier.adopt_database(null)$$, 'OT010', null, 'nor with none');

-- A campaign that is due on the next day, and a post that waits.
insert into outlier.labels (id, name) values ('00000000-0000-4000-8000-000000000001', 'Renters');
insert into outlier.authors (phone_number) values (test.number(50));
insert into outlier.campaigns (title, first_message, segments, run_at)
values ('Tomorrow', 'Hello', '{"included": [{"id": "00000000-0000-4000-8000-000000000001"}]}', test.monday('1 day'));
insert into outlier.conversations (id) values ('00000000-0000-4000-9000-000000000001');
insert into outlier.conversations_authors values ('00000000-0000-4000-9000-000000000001', test.number(50));
insert into outlier.conversations_labels (conversation_id, label_id)
values ('00000000-0000-4000-9000-000000000001', '00000000-0000-4000-8000-000000000001');
insert into outlier.broadcast_settings (mon) values ('09:00');
update outlier.broadcasts set run_at = test.monday('1 day') where state = 'scheduled';
select outlier.post_to_conversation('00000000-0000-4000-9000-000000000001', 'Hello', 'note', 'subject');
savepoint home;

-- A copy on another server.
set local test.server = '2';
select matches(outlier.describe_copy(), '^the database on another server', 'on another server it is a copy');
select matches(pg_temp.problem(), '^This database is a copy of the database on another server .* Nothing is sent\.$', 'problems say so');
select matches(
  (select p.hint from outlier.problems as p where p.kind = 'copy'), 'select outlier\.adopt_database\(''keep''\)', 'with the remedy'
);
select ok(api.read_readiness() ->> 0 like 'This database is a copy of %', 'it is not ready');
select ok(
  api.check_installation()::text like '%this database is a copy of%'
    and api.check_installation()::text like '%select outlier.adopt_database(''keep'')%',
  'and check says so too'
);
select is(test.claimed(test.claim(test.monday('1 second'))), '{}', 'no first message is claimed');
select is(
  test.claimed(test.claim(test.monday('1 hour'), p_queue => 'second_messages')), '{}', 'and no second one'
);
select is(api.claim_requests('worker', 10, test.monday('1 second')) -> 'requests', '[]', 'nor a post');
select is(outlier.is_sending_allowed(), false, 'no answer to anybody leaves');
select throws_ok('select outlier.make_broadcast(test.monday(''1 day''))', 'OT005', null, 'no broadcast starts by hand');
select matches(
  outlier.check_and_trigger_broadcast(test.monday('1 day')), '^This database is a copy', 'and none by its schedule'
);
select is(
  outlier.check_and_run_campaigns(test.monday('1 day')), '0 campaigns run, 0 failed, 0 missed.', 'no campaign either'
);
select is((select h.beat_at from outlier.heartbeat as h), test.monday(), 'the moment of the copy is kept');
select lives_ok($$select test.arrives('incoming_sms_message')$$, 'webhooks go on');
savepoint copied;

-- An administrator adopts the copy as the restored production database.
select outlier.advance_failovers(test.monday());
select is(
  outlier.adopt_database('keep', test.monday('2 seconds')) ->> 'waiting', 'keep', 'an administrator adopts it'
);
select is(outlier.describe_copy(), null, 'so it is at home');
select is(pg_temp.problem(), null, 'and no problem any more');
select results_eq(
  'select f.state, f.lost_from from outlier.failovers as f',
  $$values ('reading', test.monday())$$,
  'Twilio is asked what went out since the copy was made'
);
select is(test.claimed(test.claim(test.monday('3 seconds'))), '{}', 'before that nothing is sent');
select is((select count(*) from outlier.queued_messages), 4::bigint, 'what waits is kept');
select results_eq(
  $$select a.action, a.kind, a.after ->> 'waiting' from outlier.audit_log as a where a.action = 'adopted'$$,
  $$values ('adopted', 'database', 'keep')$$,
  'it is written to audit_log'
);
rollback to savepoint copied;

-- An administrator checks the copy before deciding.
select is(
  (outlier.adopt_database('hold', test.monday('2 seconds')) ->> 'batches')::integer, 2, 'with hold, two batches wait'
);
select is(pg_temp.states(), array['broadcast paused', 'broadcast scheduled', 'campaign missed'], 'they are paused, or want a new time');
select matches(
  outlier.check_and_trigger_broadcast(test.monday('1 day')), 'has no run_at', 'the upcoming broadcast has no time'
);
select is((select count(*) from outlier.queued_messages), 4::bigint, 'what waits is kept here too');
select is((select f.state from outlier.failovers as f), 'reading', 'and Twilio is asked');
rollback to savepoint copied;

-- The copy is for tests. One of its calls was in progress when the copy was made.
update outlier.requests set state = 'working', claimed_at = test.monday(), claim_id = 1, claimed_by = 'other',
  lease_until = test.monday('3 minutes');
select is(
  (outlier.adopt_database('cancel', test.monday('2 seconds')) ->> 'batches')::integer, 2, 'with cancel, two batches end'
);
select is(pg_temp.states(), array['broadcast cancelled', 'broadcast scheduled', 'campaign cancelled'], 'they are cancelled');
select is((select count(*) from outlier.queued_messages as q where q.state = 'waiting'), 0::bigint, 'nothing waits');
select is((select count(*) from outlier.requests as r), 0::bigint, 'no post either, not even one that was under way');
select is((select count(*) from outlier.failovers), 0::bigint, 'and Twilio is not asked');
select is(outlier.check_and_run_campaigns(test.monday('1 day')), '0 campaigns run, 0 failed, 0 missed.', 'nothing starts');
rollback to savepoint home;

-- A copy on the same server.
update outlier.home set database_oid = 1;
select matches(outlier.describe_copy(), '^another database \(OID 1; ', 'another database of the same server is a copy');
rollback to savepoint home;

-- A new timeline of the same server is a failover, not a copy.
update outlier.heartbeat set timeline = '1:00000000';
select test.claim(test.monday('5 seconds'));
select is(outlier.describe_copy(), null, 'after a failover it is at home');
select is((select f.state from outlier.failovers as f), 'reading', 'and Twilio is asked');
rollback to savepoint home;

-- A server that hides its identity.
set local test.server = 'hidden';
select is(outlier.describe_copy(), null, 'where the server hides its identity, the database alone is compared');

-- The names of installations.
set local outlier.installation = 'test';
select outlier.check_home(test.monday('6 seconds'));
select is(outlier.describe_copy(), null, 'where settings.installation is not set, names are not compared');
update outlier.settings set installation = 'production';
select ok(not outlier.check_home(test.monday('7 seconds')), 'where it is another one, this is a copy');
select * from finish();
rollback;
