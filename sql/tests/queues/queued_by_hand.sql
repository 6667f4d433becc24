-- Messages that are queued by hand before, while and after their batch is sent.
begin;
select plan(17);
select test.settings();
select test.let('water', to_jsonb(test.label('Water')));
select test.give_label((test.get('water') #>> '{}')::uuid, 0, 3);
create function pg_temp.campaign() returns bigint language sql as $$
  select test.scheduled_campaign(test.segments((test.get('water') #>> '{}')::uuid))
$$;
create function pg_temp.queue(
  p_campaign_id bigint, p_person integer, p_text text default 'By hand'
) returns void language sql as $$
  insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
  values (p_campaign_id, test.number(p_person), p_text, test.monday())
$$;
savepoint ready;

-- Queued before the campaign runs.
select test.let('id', to_jsonb(pg_temp.campaign()));
select pg_temp.queue(test.get('id')::bigint, 1);
select is(test.claimed(test.claim()), '{}', 'a message of a campaign that has not run waits');
select is(
  outlier.check_and_run_campaigns(test.monday()),
  '1 campaigns run, 0 failed, 0 missed.',
  'a message queued by hand does not fail the campaign'
);
select results_eq(
  'select recipient_phone_number, message from outlier.queued_messages order by 1',
  $$
    values
      (test.number(0), 'Is your water clear?'),
      (test.number(1), 'By hand'),
      (test.number(2), 'Is your water clear?')
  $$,
  'each person has one message, and who had one keeps it'
);
select is(
  (select recipient_count from outlier.campaigns where id = test.get('id')::bigint), 3, 'all three count as recipients'
);
select is((select people from outlier.campaign_stats where id = test.get('id')::bigint), 3::bigint, 'once each');
rollback to savepoint ready;
select test.author(test.number(9));
delete from outlier.conversations_labels;
select test.let('id', to_jsonb(pg_temp.campaign()));
select pg_temp.queue(test.get('id')::bigint, 9);
select outlier.check_and_run_campaigns(test.monday());
select is(
  (select state from outlier.campaigns where id = test.get('id')::bigint),
  'sending',
  'a campaign that reaches nobody sends what was queued by hand'
);
select is(test.claimed(test.claim()), array[test.number(9)], 'to that person');
rollback to savepoint ready;

-- Queued for a broadcast.
select test.let('b', to_jsonb(test.broadcast(3, test.monday())));
select test.share(test.get('b')::bigint, test.segment());
insert into outlier.broadcast_first_messages (broadcast_id, recipient_phone_number, message, due_at)
values (test.get('b')::bigint, test.number(1), 'By hand', test.monday());
select is(outlier.make_broadcast(test.monday()), test.get('b')::bigint, 'nor does it fail a broadcast');
select is((select count(*) from outlier.queued_messages), 3::bigint, 'in which each person has one message');
rollback to savepoint ready;

-- Queued for a cancelled campaign.
select test.let('id', to_jsonb(pg_temp.campaign()));
select pg_temp.queue(test.get('id')::bigint, 1);
select is(
  outlier.cancel_batch(test.get('id')::bigint, test.monday()),
  1,
  'a campaign that is cancelled before it runs takes it along'
);
select throws_ok($$
  select pg_temp.queue(test.get('id')::bigint, 2)
$$, 'OT005', format('no message can be queued for campaign %s: it is cancelled', test.get('id')), 'nothing can be queued for one that is cancelled');
select is((select count(*) from cron.job where jobname like 'send-%'), 0::bigint, 'and no send job stays behind');
rollback to savepoint ready;
select test.let('id', to_jsonb(pg_temp.campaign()));
select pg_temp.queue(test.get('id')::bigint, 1);
update outlier.campaigns set processed = true where id = test.get('id')::bigint;
select is(
  (select state from outlier.campaigns where id = test.get('id')::bigint),
  'cancelled',
  'one that is marked as processed is cancelled'
);
select outlier.maintain_queues(test.monday());
select is((select count(*) from outlier.queued_messages), 0::bigint, 'and the maintenance drops what waits of it');
select is(
  (select reason from outlier.recipients where phone_number = test.number(1)), 'cancelled', 'with the reason on record'
);
select is((select count(*) from cron.job where jobname like 'send-%'), 0::bigint, 'so that its send job goes');
rollback to savepoint ready;

-- Only the person's consent changes.
select test.let('id', to_jsonb(pg_temp.campaign()));
select pg_temp.queue(test.get('id')::bigint, 1);
update outlier.authors set unsubscribed = true where phone_number = test.number(1);
select outlier.check_and_run_campaigns(test.monday());
select test.claim();
select is(
  (select reason from outlier.recipients where phone_number = test.number(1)),
  'unsubscribed',
  'who opts out gets nothing, whatever was queued by hand'
);
select * from finish();
rollback;
