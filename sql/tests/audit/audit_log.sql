-- The audit log records each change, with the actor and the values before and after.
-- Shows: table-audit_log, audit-people, audit-cost
begin;
select plan(39);
select test.settings();
select test.authors(3);
select set_config('outlier.actor', 'jwt avery', true), set_config('outlier.address', '192.0.2.7', true);
create function pg_temp.log(p_kind text default null) returns text[] language sql as $$
  select coalesce(array_agg(concat_ws(' ', action, kind, object_id, batch_id, before, after) order by id), '{}')
  from outlier.audit_log
  where (kind = p_kind or p_kind is null)
    and id > current_setting('test.seen')::bigint
$$;
create function pg_temp.forget() returns void language sql as $$
  select set_config('test.seen', coalesce(max(id), 0)::text, true) from outlier.audit_log
$$;
select pg_temp.forget();
savepoint fresh;

-- Settings.
update outlier.settings set time_zone = 'America/Chicago', broadcast_gap = '3 hours';
select is(
  pg_temp.log(),
  array['changed settings true {"time_zone": "America/Detroit", "broadcast_gap": "02:00:00"} '
    '{"time_zone": "America/Chicago", "broadcast_gap": "03:00:00"}'],
  'of a change, what changed, before and after'
);
select is(
  (select array_agg(concat_ws(' ', actor, address)) from outlier.audit_log where id > current_setting('test.seen')::bigint),
  array['jwt avery 192.0.2.7'], 'who, and from where'
);
select pg_temp.forget();
update outlier.settings set time_zone = time_zone, updated_at = test.monday();
select is(pg_temp.log(), '{}', 'what changes nothing but the time of the change is not written');
update outlier.settings set erasure_salt = sha256('x'), trace_seed = gen_random_uuid();
select is(pg_temp.log(), '{}', 'the salt is not in it');
update outlier.settings set sending_stopped = true;
select is(pg_temp.log(), array['changed settings true {"sending_stopped": false} {"sending_stopped": true}'], 'stopping everything is');
select is(
  outlier.mask_numbers(jsonb_build_object('test_numbers', array[test.number(1), test.number(42)], 'lease', '1 minute')),
  '{"test_numbers": ["…0101", "…0142"], "lease": "1 minute"}', 'of numbers that the team tests with, the last four digits'
);
select is(outlier.mask_numbers('{"test_numbers": null}'), '{"test_numbers": null}', 'no numbers are none');
rollback to fresh;

-- Templates. Their name is their key.
insert into outlier.lookup_templates (name, content) values ('greeting', 'Hello');
update outlier.lookup_templates set name = 'welcome', content = 'Hi' where name = 'greeting';
delete from outlier.lookup_templates where name = 'welcome';
select is(
  pg_temp.log(),
  array['made template greeting {"name": "greeting", "content": "Hello"}',
    'changed template welcome {"name": "greeting", "content": "Hello"} {"name": "welcome", "content": "Hi"}',
    'deleted template welcome {"name": "welcome", "content": "Hi"}'],
  'made, renamed and deleted'
);
rollback to fresh;
update outlier.lookup_templates set content = 'x' where name in ('help_message', 'opt_out_confirmation');
select is(cardinality(pg_temp.log()), 2, 'a statement about two objects writes two rows');
rollback to fresh;

-- Segments and their shares.
insert into outlier.audience_segments (id, name, query) values (7, 'Everybody', 'select phone_number from authors');
update outlier.audience_segments set description = 'All of them' where id = 7;
select is(
  pg_temp.log(),
  array['made segment 7 {"id": 7, "name": "Everybody", "query": "select phone_number from authors"}',
    'changed segment 7 {"description": null} {"description": "All of them"}'],
  'a segment'
);
select pg_temp.forget();
select test.let('broadcast', to_jsonb(test.broadcast()));
select pg_temp.forget();
select test.share(test.get('broadcast')::bigint, 7, 50);
update outlier.broadcasts_segments set ratio = 60;
select is(
  pg_temp.log(),
  array[format('made broadcast_segment %1$s 7 %1$s {"ratio": 50.00, "segment_id": 7, "broadcast_id": %1$s}', test.get('broadcast')),
    format('changed broadcast_segment %1$s 7 %1$s {"ratio": 50.00} {"ratio": 60.00}', test.get('broadcast'))],
  'its share of a broadcast is about the broadcast'
);
rollback to fresh;

-- Schedules, tokens, quotas, wording.
insert into outlier.broadcast_settings (id, mon) values (7, '10:00');
update outlier.broadcast_settings set tue = '11:00' where id = 7;
select is(
  pg_temp.log(),
  array['made schedule 7 {"id": 7, "mon": "10:00:00", "active": true}', 'changed schedule 7 {"tue": null} {"tue": "11:00:00"}'],
  'a schedule'
);
rollback to fresh;
select api.create_token('newsroom', 'editor', sha256('secret'), test.monday());
select api.revoke_token('newsroom', test.monday());
select matches(
  array_to_string(pg_temp.log(), E'\n'),
  '^made api_token [0-9]+ {"id": [0-9]+, "name": "newsroom", "role": "editor"}\n'
    'changed api_token [0-9]+ {"revoked_at": null} {"revoked_at": "2026-03-02T15:00:00[+]00:00"}$',
  'a token of the API, in UTC'
);
select ok(
  not exists (select from outlier.audit_log where concat(before, after) ~ encode(sha256('secret'), 'hex')), 'never its digest'
);
rollback to fresh;
update outlier.tokens set quota = 'general' where name = 'first_messages';
update outlier.quotas set max_concurrent = 3 where name = 'general';
update outlier.quotas set held_until = test.monday(), hold_reason = '429' where name = 'general';
update outlier.quota_limits set calls = 200 where quota = 'general' and per = '1 minute';
select is(
  pg_temp.log(),
  array['changed token first_messages {"quota": "first_messages"} {"quota": "general"}',
    'changed quota general {"max_concurrent": 5} {"max_concurrent": 3}',
    'changed quota_limit general 00:01:00 {"calls": 300} {"calls": 200}'],
  'quotas and their limits, and not that one waits'
);
rollback to fresh;
insert into outlier.consent_patterns (kind, words) values ('opt_out', 'begone now');
select is(
  (pg_temp.log())[1] like 'made consent_pattern % {"id": %, "kind": "opt_out", "words": "begone now", "is_sign": false, "language": "en", "is_explicit": false}',
  true, 'wording, without what is made of it'
);
rollback to fresh;

-- Batches: the team's settings, and each step.
delete from outlier.authors;
select test.let('batch', to_jsonb(test.sending(3)));
select is(
  (select array_agg(action order by id) from outlier.audit_log
    where batch_id = test.get('batch')::bigint and kind = 'batch'),
  array['made', 'sending'], 'a broadcast is made and sent'
);
select is(
  (
    select after ->> 'first_message' from outlier.audit_log
    where batch_id = test.get('batch')::bigint and kind = 'batch' and action = 'made'
  ),
  (select first_message from outlier.batches where id = test.get('batch')::bigint), 'with its text'
);
select pg_temp.forget();
select outlier.pause_batch(test.get('batch')::bigint);
select outlier.resume_batch(test.get('batch')::bigint);
select is(
  pg_temp.log(),
  array[
    format('paused batch %1$s %1$s {"state": "sending"} {"state": "paused"}', test.get('batch')),
    format('resumed batch %1$s %1$s {"state": "paused"} {"state": "sending"}', test.get('batch'))
  ],
  'a pause and a resume are a row each'
);
select pg_temp.forget();
savepoint being_sent;
select test.send_all();
select outlier.run_maintenance_step('finish_sending', test.monday('1 hour'));
select is(
  pg_temp.log(), array[format('done batch %1$s %1$s {"state": "sending"} {"state": "done"}', test.get('batch'))],
  'sending to everybody writes one row, that it is done'
);
rollback to being_sent;
select outlier.cancel_batch(test.get('batch')::bigint);
select is(
  pg_temp.log(), array[format('cancelled batch %1$s %1$s {"state": "sending"} {"state": "cancelled"}', test.get('batch'))],
  'a cancellation'
);
rollback to being_sent;
update outlier.batches set recipient_count = 7, links_settle_by = test.monday(), error = 'x'
where id = test.get('batch')::bigint;
select is(pg_temp.log(), '{}', 'what the system counts is not written');
rollback to fresh;
select test.label('Water');
select pg_temp.forget();
insert into outlier.campaigns (id, title, first_message, segments, run_at)
select 7000, 'Water', 'Hello', test.segments(md5('label Water')::uuid), now() + interval '1 day';
select is(
  (select array_agg(concat_ws(' ', actor, action, batch_id, after ->> 'title', after ? 'second_message')) from outlier.audit_log where kind = 'batch' and id > current_setting('test.seen')::bigint),
  array['jwt avery made 7000 Water f'], 'of a new batch, what is set'
);
select pg_temp.forget();
update outlier.campaigns set first_message = 'Hi', second_message = 'And?', title = null where id = 7000;
select is(
  (select array_agg(concat_ws(' ', action, before - 'original_first_message' - 'original_second_message', after - 'original_first_message' - 'original_second_message')) from outlier.audit_log where id > current_setting('test.seen')::bigint),
  array['changed {"title": "Water", "first_message": "Hello", "second_message": null} {"title": null, "first_message": "Hi", "second_message": "And?"}'],
  'of an edit, what was edited; what was emptied is null'
);
select pg_temp.forget();
update outlier.campaigns set state = 'missed' where id = 7000;
update outlier.campaigns set run_at = now() + interval '2 days' where id = 7000;
select is(
  (select array_agg(action order by id) from outlier.audit_log where id > current_setting('test.seen')::bigint),
  array['missed', 'rescheduled'], 'one that was missed and gets a new time'
);
select pg_temp.forget();
delete from outlier.campaigns where id = 7000;
select is(
  (select array_agg(concat_ws(' ', action, object_id, before ->> 'first_message', after)) from outlier.audit_log where id > current_setting('test.seen')::bigint),
  array['deleted 7000 Hi'], 'a deletion, with what was deleted'
);
select is(
  (select count(*) from outlier.audit_log where batch_id = 7000), 5::bigint, 'the record outlives the batch'
);
rollback to fresh;

-- A role without rights on the log still causes entries when it changes recorded data.
grant usage on schema outlier to outlier_executor;
grant select, update on outlier.lookup_templates to outlier_executor;
set local session authorization outlier_executor;
update outlier.lookup_templates set content = 'x' where name = 'help_message';
select throws_ok('insert into outlier.audit_log (actor, action, kind, object_id) values (''x'', ''x'', ''x'', ''x'')', '42501', null,
  'nobody but the owner adds rows by hand');
reset session authorization;
set local role outlier_owner;
select is(cardinality(pg_temp.log()), 1, 'every role that may change an object is recorded');
rollback to fresh;

-- The log has no data about people.
select outlier.set_consent(test.number(0), 'opt_out', 'admin', 'Avery', 'Please stop', p_now => test.monday());
select test.writes(test.number(1), 'wrong number', test.monday());
update outlier.authors set name = 'Ada' where phone_number = test.number(2);
select is(pg_temp.log(), '{}', 'what people write and who they are is not in it');
rollback to fresh;

-- The log is append-only.
insert into outlier.lookup_templates (name, content) values ('greeting', 'Hello');
select throws_ok('update outlier.audit_log set actor = ''somebody else''', '42501', null, 'the owner has no right to change it');
select throws_ok('delete from outlier.audit_log', '42501', null, 'nor to delete from it');
select throws_ok('truncate outlier.audit_log', '42501', null, 'nor to empty it');
grant update, delete, truncate on outlier.audit_log to outlier_owner;
select throws_ok('update outlier.audit_log set actor = ''somebody else''', 'OT006', 'outlier.audit_log cannot be changed: update is refused for every role', 'who takes the right is refused a change');
select throws_ok('delete from outlier.audit_log where false', 'OT006', null, 'a deletion');
select throws_ok('truncate outlier.audit_log', 'OT006', null, 'and to empty it');
select throws_ok('truncate outlier.audit_log cascade', 'OT006', null, 'by any way');
set local role none;
select throws_ok('delete from outlier.audit_log', 'OT006', null, 'as is a superuser');
set local role outlier_owner;
select isnt(pg_temp.log(), '{}', 'it is all there');
select * from finish();
rollback;
