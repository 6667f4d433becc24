-- A message that was not sent within its batch's time is dropped, and the record says so.
-- Shows: expiry
begin;
select plan(16);
select test.let('id', to_jsonb(test.sending(5, 'And?', 3600)));
update outlier.batches set send_within = '2 hours' where id = test.get('id')::bigint;
create function pg_temp.reasons() returns text[] language sql as $$
  select array_agg(coalesce(reason, '-') || ' ' || coalesce(follow_up_reason, '-') order by phone_number)
  from outlier.recipients where batch_id = test.get('id')::bigint
$$;
savepoint queued;

select is(jsonb_array_length(test.claim(test.monday('1 hour 59 minutes'), 3) -> 'messages'), 3, 'within its time it is sent');
select test.let('claim', test.claim(test.monday('1 hour 59 minutes'), 2));
select is(
  test.get('claim') #>> '{messages,0,startWithinMilliseconds}', '60000', 'a call starts before that time is over, or not at all'
);
rollback to savepoint queued;

select is(jsonb_array_length(test.claim(test.monday('2 hours'), 10) -> 'messages'), 0, 'afterwards it is not');
select is(pg_temp.reasons(), array_fill('expired -'::text, array[5]), 'and each person has the reason');
select is((select count(*) from outlier.queued_messages), 0::bigint, 'nothing waits any more');
select outlier.maintain_queues(test.monday('2 hours 1 minute'));
select is((select state from outlier.batches where id = test.get('id')::bigint), 'done', 'the broadcast is through');
select matches(outlier.why_not(test.number(0), test.get('id')::bigint), '^expired: ', 'why_not says it');
select is((select left_out from outlier.broadcast_progress where id = test.get('id')::bigint), 5::bigint, 'progress counts them as left out');
rollback to savepoint queued;

-- Follow-ups expire together with their batch.
select test.record(test.claim(test.monday('30 minutes'), 3), test.monday('30 minutes'));
select test.record(test.claim(test.monday('70 minutes'), 2), test.monday('70 minutes'));
select is(
  pg_temp.reasons(), array['- -', '- -', '- -', '- expired', '- expired'],
  'a follow-up that would leave after the end is not queued, and that is on record'
);
select is((select count(*) from outlier.broadcast_second_messages), 3::bigint, 'the others are');
select is(jsonb_array_length(test.claim(test.monday('3 hours'), 10, 'second_messages') -> 'messages'), 0, 'one that comes to leave too late');
select is(pg_temp.reasons(), array_fill('- expired'::text, array[5]), 'is dropped');
rollback to savepoint queued;

-- A message that must wait for longer than its batch allows becomes due when the batch ends, so that its drop is
-- recorded.
select test.with_rules();
update outlier.contact_hours set closes = opens;
select test.claim(test.monday('1 minute'), 10);
select is((select min(due_at) from outlier.queued_messages), test.monday('2 hours'), 'what is held until after the end falls due at the end');
select test.claim(test.monday('2 hours'), 10);
select is(pg_temp.reasons(), array_fill('expired -'::text, array[5]), 'and is dropped then');
rollback to savepoint queued;

-- The batch gets more time while it is being sent.
update outlier.batches set send_within = '3 days' where id = test.get('id')::bigint;
select is(jsonb_array_length(test.claim(test.monday('2 days'), 10) -> 'messages'), 5, 'a batch can get more time while it is being sent');
rollback to savepoint queued;
select is((select send_within from outlier.batches where id = test.upcoming()), interval '48 hours', 'two days by default');
select * from finish();
rollback;
