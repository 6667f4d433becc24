-- Shows: function-pause_batch, function-resume_batch
begin;
select plan(12);
select test.sending(6);
select is(cardinality(test.claimed(test.claim(p_limit => 2))), 2, 'two of six are under way');
select lives_ok('select outlier.pause_batch(test.latest())', 'a broadcast that is being sent can be paused');
select is(test.claimed(test.claim()), '{}', 'nothing of it is claimed any more');
select ok(test.claim() ->> 'wakeInMilliseconds' is null, 'and the executor sleeps');
select throws_ok('select outlier.pause_batch(test.latest())', 'OT005', null, 'it can be paused once');
select is(
  (select count(*) from outlier.broadcast_first_messages where state = 'waiting'), 4::bigint, 'what waits keeps waiting'
);
select lives_ok('select outlier.resume_batch(test.latest())', 'it can be resumed');
select is(
  test.claimed(test.claim(p_limit => 3)),
  array[test.number(2), test.number(3), test.number(4)],
  'resuming neither skips nor repeats'
);
select throws_ok('select outlier.resume_batch(test.latest())', 'OT005', null, 'it can be resumed once');
select throws_ok('select outlier.pause_batch(-1)', 'OT009', null, 'there is no such broadcast');

-- A batch that is paused while its last messages are being sent.
delete from outlier.broadcast_first_messages where state = 'waiting';
select outlier.pause_batch(test.latest());
delete from outlier.broadcast_first_messages;
select outlier.resume_batch(test.latest());
select outlier.maintain_queues(test.monday());
select is(
  (select state from outlier.broadcasts where id = test.latest()),
  'done',
  'a broadcast whose last message ended while it was paused is done after it is resumed'
);
select is((select finished_at from outlier.broadcasts where id = test.latest()), test.monday(), 'and says when');
select * from finish();
rollback;
