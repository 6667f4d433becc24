-- Shows: secrets-and-people, trigger-outlier_on_broadcast_first_messages_insert
-- Shows: trigger-outlier_on_broadcast_first_messages_delete, trigger-outlier_on_broadcast_second_messages_insert
-- Shows: trigger-outlier_on_broadcast_second_messages_delete, job-send-second-messages
begin;
select plan(19);
select has_trigger(
  'outlier',
  'broadcast_first_messages',
  'outlier_on_broadcast_first_messages_insert',
  'the first queue has its insert trigger'
);
select has_trigger(
  'outlier',
  'broadcast_second_messages',
  'outlier_on_broadcast_second_messages_insert',
  'the second queue has its insert trigger'
);
select has_trigger(
  'outlier',
  'broadcast_first_messages',
  'outlier_on_broadcast_first_messages_delete',
  'the first queue has its delete trigger'
);
select has_trigger(
  'outlier',
  'broadcast_second_messages',
  'outlier_on_broadcast_second_messages_delete',
  'the second queue has its delete trigger'
);
select is(
  (select array_agg(t.tgname::text) from pg_trigger as t where t.tgname like 'outlier\_on\_%' and t.tgtype & 1 = 1),
  null,
  'all are per statement'
);
select test.settings();
select test.authors(3);
create function pg_temp.jobs() returns text[] language sql as $$
  select array_agg(jobname order by jobname) from cron.job where jobname like 'send-%';
$$;
select is(pg_temp.jobs(), null, 'while the queues are empty there is no send job');

insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select null, test.number(0), 'x', test.monday() where false;
select is(pg_temp.jobs(), null, 'a statement that queues nobody sets up no job');

insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select test.campaign(), test.number(0), 'x', test.monday();
select is(pg_temp.jobs(), array['send-first-messages'], 'a first row sets up the job of its queue');
select is(
  (select command from cron.job where jobname = 'send-first-messages'),
  $$select outlier.run_send_job('first_messages')$$,
  'the job rings for its queue, and holds no secret'
);
insert into outlier.broadcast_second_messages (campaign_id, recipient_phone_number, message, due_at)
select (select max(id) from outlier.campaigns), test.number(1), 'x', test.monday();
select is(pg_temp.jobs(), array['send-first-messages', 'send-second-messages'], 'each queue has its own');
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select (select max(id) from outlier.campaigns), test.number(2), 'x', test.monday();
delete from outlier.broadcast_first_messages where recipient_phone_number = test.number(0);
select is(
  pg_temp.jobs(),
  array['send-first-messages', 'send-second-messages'],
  'a row that leaves a queue with others takes no job down'
);
delete from outlier.broadcast_first_messages;
select is(pg_temp.jobs(), array['send-second-messages'], 'the last row takes the job of its queue down');
delete from outlier.broadcast_first_messages;
select is(pg_temp.jobs(), array['send-second-messages'], 'a delete of nothing changes nothing');

-- Rows are inserted by hand for batches that were already done.
update outlier.campaigns set state = 'done', finished_at = test.monday();
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select (select max(id) from outlier.campaigns), test.number(0), 'x', test.monday();
select results_eq(
  'select state, finished_at from outlier.campaigns',
  $$values ('sending', null::timestamptz)$$,
  'rows added to what was through already are sent'
);
select throws_ok(
  format($$
    insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message) values (%s, %L, 'again')
  $$, (select max(id) from outlier.campaigns), test.number(0)),
  '23505', null, 'a person is queued once for a message'
);
select throws_ok(
  format($$
    insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message)
    values (%s, '3135550142', 'x')
  $$, (select max(id) from outlier.campaigns)),
  '23514', null, 'a number in another form than E.164 cannot be queued'
);
select throws_ok(
  format($$
    insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message) values (%s, %L, E' \n')
  $$, (select max(id) from outlier.campaigns), test.number(2)),
  '23514', null, 'a blank message cannot be queued'
);
insert into outlier.broadcasts (id, first_message, state, editable, run_at, made_at, no_users)
values (7, 'x', 'sending', false, test.monday(), test.monday(), 1);
select lives_ok(
  format($$
    insert into outlier.broadcast_first_messages (broadcast_id, recipient_phone_number, message) values (7, %L, 'x')
  $$, test.number(0)),
  'a person in the queue of a campaign may be in that of a broadcast'
);
select throws_ok(
  format($$
    insert into outlier.broadcast_first_messages (broadcast_id, recipient_phone_number, message) values (7, %L, 'again')
  $$, test.number(0)),
  '23505', null, 'and is queued once for it'
);
select * from finish();
rollback;
