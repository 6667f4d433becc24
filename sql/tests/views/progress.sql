-- The view uses the real clock, by which these messages have been due for a long time. So the test ignores
-- nobody_sends.
-- Shows: never-ran
begin;
select plan(14);
select test.sending(4, 'And?', 3600);
select test.record(test.claim(p_limit => 2));
select test.writes(test.number(0), 'Brown', test.monday('1 minute'));
select test.writes(test.number(1), 'stop', test.monday('1 minute'));
select results_eq(
  'select id, state, people, left_out, first_sent, second_sent, delivered, failed, replies, opt_outs, first_waiting, '
  'second_waiting, unknown, dead_letters from outlier.broadcast_progress',
  $$
    values (
      test.latest(), 'sending', 4::bigint, 0::bigint, 2::bigint, 0::bigint, 0::bigint, 0::bigint, 1::bigint, 1::bigint,
      2::bigint, 0::bigint, 0::bigint, 0::bigint
    )
  $$,
  'the progress of a broadcast: two sent, one answer, one opt-out, two waiting'
);
select is(
  (select count(*) from outlier.broadcast_progress where id = test.upcoming()),
  0::bigint,
  'an upcoming broadcast is not shown as sent with zeros'
);
update outlier.broadcasts set run_at = now() - interval '1 day' where state = 'scheduled';
select is(
  (select array_agg(id) from outlier.broadcast_progress), array[test.latest()], 'past means made, not run_at < now'
);
update outlier.broadcasts set run_at = null where state = 'scheduled';
select results_eq(
  $$select queue, due + due_later, sending, unknown from outlier.queue_status order by queue$$,
  $$values ('first_messages', 2::bigint, 0::bigint, 0::bigint), ('second_messages', 0::bigint, 0::bigint, 0::bigint)$$,
  'what each queue holds'
);
select is(
  (select count(*) from outlier.problems where kind not in ('no_schedule', 'nobody_sends')),
  0::bigint,
  'nothing is wrong'
);
select test.claim(p_limit => 1);
select test.claim(test.monday('10 minutes'), 1);
select is(
  (select array_agg(kind) from outlier.problems where kind not in ('no_schedule', 'nobody_sends')),
  array['unknown_outcome'],
  'an unknown outcome is a problem to be seen'
);
select outlier.stop_all_sending();
select ok((select 'stopped' in (select kind from outlier.problems)), 'that all sending is stopped can be seen');
update outlier.settings set sending_phone_number = null;
select ok((select 'settings' in (select kind from outlier.problems)), 'that our number is not set can be seen');
select ok((select 'no_schedule' in (select kind from outlier.problems)), 'that the schedule says nothing can be seen');
update outlier.quotas
set held_until = now() + interval '1 hour', hold_reason = 'Missive answered 429'
where name = 'general';
select ok((select 'quota_held' in (select kind from outlier.problems)), 'that a token is held can be seen');
insert into outlier.errors (rule_type, message) values ('incoming_sms_message', 'x');
select ok(
  (select 'webhook_failed' in (select kind from outlier.problems)), 'that a webhook could not be acted on can be seen'
);
delete from outlier.broadcasts_segments where broadcast_id = test.upcoming();
delete from outlier.broadcasts where state = 'scheduled';
select ok((select 'no_broadcast' in (select kind from outlier.problems)), 'that no broadcast is upcoming can be seen');
set local role outlier_reader;
select lives_ok('select count(*) from outlier.message_statuses', 'reports may read the tables');
select throws_ok('delete from outlier.message_statuses', '42501', null, 'and change nothing');
set local role outlier_owner;
select * from finish();
rollback;
