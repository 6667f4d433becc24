-- Shows: gone-without-record
begin;
select plan(17);
select test.sending(2, 'And?');
select outlier.drop_messages(
  false,
  array(select id from outlier.broadcast_first_messages where recipient_phone_number = test.number(0)),
  'cancelled'
);
select is(
  (select reason from outlier.recipients where phone_number = test.number(0)),
  'cancelled',
  'no message leaves a queue without a record that says why'
);
select is((select reason from outlier.recipients where phone_number = test.number(1)), null, 'others are not touched');
select test.send_all();
select outlier.drop_messages(true, array(select id from outlier.broadcast_second_messages), 'answered');
select results_eq(
  format('select reason, follow_up_reason from outlier.recipients where phone_number = %L', test.number(1)),
  $$values (null::text, 'answered')$$,
  'the reason of a follow-up is its own'
);
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message)
values (test.campaign(), test.number(1), 'x');
select outlier.drop_messages(false, array(select id from outlier.broadcast_first_messages), 'gave_up');
select is(
  (select reason from outlier.recipients where campaign_id is not null),
  'gave_up',
  'somebody who was queued by hand is listed then'
);
select is(
  (select count(*) from outlier.recipients where phone_number = test.number(1)),
  2::bigint,
  'a person is listed once for each broadcast and campaign'
);
select throws_ok(
  format(
    'insert into outlier.recipients (campaign_id, phone_number) values (%s, %L)',
    (select max(id) from outlier.campaigns),
    test.number(1)
  ),
  '23505', null, 'nobody is listed twice for one'
);
select is((select count(*) from outlier.queued_messages), 0::bigint, 'the queues are empty');

-- A person already has the message and is queued again by hand.
select test.author(test.number(2));
select test.let('campaign', to_jsonb(test.campaign('And?')));
create function pg_temp.queue(p_second boolean) returns void language plpgsql as $$
begin
  if p_second then
    insert into outlier.broadcast_second_messages (campaign_id, recipient_phone_number, message, due_at)
    values (test.get('campaign')::bigint, test.number(2), 'Again', test.monday());
  else
    insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
    values (test.get('campaign')::bigint, test.number(2), 'Again', test.monday());
  end if;
end
$$;
create function pg_temp.reasons() returns text[] language sql as $$
  select array[reason, follow_up_reason] from outlier.recipients where campaign_id = test.get('campaign')::bigint
$$;
insert into outlier.recipients (campaign_id, phone_number) values (test.get('campaign')::bigint, test.number(2));
select pg_temp.queue(false);
select test.send_all();
select pg_temp.queue(false);
select is(test.claimed(test.claim()), '{}', 'who has a message already gets it no second time');
select is((select count(*) from outlier.broadcast_first_messages), 0::bigint, 'it is out of the queue');
select is(pg_temp.reasons(), array[null, null], 'and the person was sent to, and is no duplicate');
select is(
  (select array_agg(measure || ' ' || total order by measure) from (
    select measure, sum(amount) as total
    from outlier.tallies
    where batch_id = test.get('campaign')::bigint
    group by measure
    having sum(amount) <> 0
  ) as counted),
  array['chosen 1', 'first_unknown 1'], 'counted once in every figure'
);
select pg_temp.queue(false);
select outlier.set_consent(test.number(2), 'opt_out', 'admin', p_now => test.monday('5 minutes'));
select is(
  pg_temp.reasons(), array[null, 'unsubscribed'],
  'an opt-out says why no follow-up came, and leaves the first message alone'
);
select outlier.set_consent(test.number(2), 'opt_in', 'admin', p_now => test.monday('6 minutes'));
update outlier.recipients set follow_up_reason = null;
select pg_temp.queue(true);
select is(test.send_all(test.monday('20 minutes'), 'second_messages'), 1, 'the follow-up goes out');
select pg_temp.queue(true);
select outlier.drop_messages(true, array(select id from outlier.broadcast_second_messages), 'answered');
select is(pg_temp.reasons(), array[null, null], 'a second one, too, has no reason against the first');
delete from outlier.recipients where campaign_id = test.get('campaign')::bigint;
select pg_temp.queue(false);
select test.claim(test.monday('30 minutes'));
select is(pg_temp.reasons(), array[null, null], 'somebody who was sent to without being listed is listed as chosen');
select is(
  (select array_agg(measure || ' ' || total order by measure) from (
    select measure, sum(amount) as total
    from outlier.tallies
    where batch_id = test.get('campaign')::bigint
    group by measure
    having sum(amount) <> 0
  ) as counted),
  array['chosen 1', 'first_unknown 1', 'second_unknown 1'], 'and counted once'
);
select pg_temp.queue(false);
select outlier.cancel_batch(test.get('campaign')::bigint, test.monday('40 minutes'));
select is(pg_temp.reasons(), array[null, null], 'cancelling says nothing about what was sent');
select * from finish();
rollback;
