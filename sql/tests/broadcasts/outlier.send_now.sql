-- Shows: send-now-twice
begin;
select plan(27);
select throws_ok('select outlier.send_now(test.monday())', 'OT001', null, 'without our number it says so');
select test.settings();
select throws_ok(
  'select outlier.send_now(test.monday())', 'OT007', 'there is no upcoming broadcast', 'without a broadcast it says so'
);
select test.authors(3);
select test.broadcast(3);
select test.share(test.upcoming(), test.segment());
select test.schedule();
savepoint ready;

select throws_ok($$
  select outlier.send_now(test.monday('-90 minutes'))
$$, 'OT007', null, 'it refuses when the broadcast is due in 90 minutes');
select throws_ok($$
  select outlier.send_now(test.monday('-1 minute'))
$$, 'OT007', 'the broadcast starts by itself at 2026-03-02 10:00:00 America/Detroit, too soon to send it by hand', 'it refuses a minute before');
select throws_ok($$
  select outlier.send_now(test.monday('1 minute'))
$$, 'OT007', null, 'it refuses when the broadcast is overdue, and about to be made');
select is((select count(*) from outlier.queued_messages), 0::bigint, 'what is refused queues nobody');
select lives_ok($$
  select outlier.send_now(test.monday('-91 minutes'))
$$, '91 minutes before it makes the broadcast at once');
select is((select count(*) from outlier.broadcast_first_messages), 3::bigint, 'everybody is queued, once');
select throws_ok($$
  select outlier.send_now(test.monday('-90 minutes 59 seconds'))
$$, 'OT007', null, 'pressed twice, it does not send a second broadcast to everybody');
select throws_ok(
  format('select outlier.send_now(%L)', later),
  'OT007',
  null,
  'nor some minutes later: no broadcast starts within two hours of the last'
)
from (values (test.monday('10 minutes'))) as t (later);
select is((select count(*) from outlier.broadcast_first_messages), 3::bigint, 'nobody is queued again');
rollback to savepoint ready;

select outlier.send_now(test.monday('-1 day 3 hours'));
select is(
  (select outlier.broadcast_run_at(b) from outlier.broadcasts as b where b.state = 'scheduled'),
  test.monday(),
  'the next one keeps the slot at which this one would have been due'
);
rollback to savepoint ready;

update outlier.broadcasts set run_at = test.monday('5 hours 7 minutes');
select outlier.send_now(test.monday());
select is(
  (select run_at from outlier.broadcasts where state = 'scheduled'),
  test.monday('5 hours 7 minutes'),
  'the next one keeps a run_at that somebody had set'
);
rollback to savepoint ready;

update outlier.settings set send_now_margin = '10 minutes';
select lives_ok($$select outlier.send_now(test.monday('-11 minutes'))$$, 'the margin is a setting');
rollback to savepoint ready;

update outlier.broadcast_settings set active = false;
select lives_ok($$select outlier.send_now(test.monday())$$, 'it works without a schedule');
select is((select run_at from outlier.broadcasts where state = 'scheduled'), null, 'and sets none');
rollback to savepoint ready;

-- The scheduler is dead. A broadcast that was missed is not due any more after the catch-up window.
select throws_ok($$
  select outlier.send_now(test.monday('15 minutes'))
$$, 'OT007', null, 'while the catch-up window lasts the scheduler may still come');
select lives_ok($$
  select outlier.send_now(test.monday('16 minutes'))
$$, 'when it is over the broadcast is sent by hand');
select is((select count(*) from outlier.broadcast_first_messages), 3::bigint, 'to everybody');
select is(
  (select array_agg(kind) from outlier.incidents), array['broadcast_missed'], 'and the slot is reported as missed'
);
select is(
  (select outlier.broadcast_run_at(b) from outlier.broadcasts as b where b.state = 'scheduled'),
  test.monday('1 day'),
  'the next one keeps to the schedule'
);
rollback to savepoint ready;
update outlier.broadcasts set run_at = test.monday('-5 days');
select lives_ok($$
  select outlier.send_now(test.monday('-5 hours'))
$$, 'a broadcast whose own time has passed does not refuse for ever');
select is(
  (select outlier.broadcast_run_at(b) from outlier.broadcasts as b where b.state = 'scheduled'),
  test.monday(),
  'and its time is not that of the next one'
);
rollback to savepoint ready;

-- A broadcast that reached no person.
update outlier.authors set exclude = true;
select outlier.send_now(test.monday('-5 hours'));
update outlier.authors set exclude = false;
select lives_ok($$
  select outlier.send_now(test.monday('-4 hours'))
$$, 'a broadcast that reached nobody holds up no other');
select throws_ok($$select outlier.send_now(test.monday('-3 hours'))$$, 'OT007', null, 'one that did holds it up');
rollback to savepoint ready;

update outlier.audience_segments
set query = 'select phone_number from authors where 1 / (select count(*) from authors where phone_number = ''' || test.number(0) || ''') = 1';
delete from outlier.authors where phone_number = test.number(0);
select throws_ok($$
  select outlier.send_now(test.monday('-5 hours'))
$$, 'OT003', null, 'a failing segment is told to whoever pressed the button');
select is(
  (select count(*) from outlier.broadcasts where state = 'scheduled'), 1::bigint, 'and leaves the broadcast upcoming'
);
select * from finish();
rollback;
