-- Shows: slept-through, same-minute, past-run-at, function-check_and_trigger_broadcast
begin;
select plan(44);

create function pg_temp.made() returns bigint language sql as $$
  select count(*) from outlier.broadcasts where made_at is not null;
$$;
create function pg_temp.check(p_later interval) returns text language sql as $$
  select outlier.check_and_trigger_broadcast(test.monday(p_later));
$$;
select is(pg_temp.check('0'), 'There is no upcoming broadcast.', 'without a broadcast it says so');
select test.authors(3);
select test.broadcast(3);
select test.share(test.upcoming(), test.segment());
select matches(pg_temp.check('0'), 'has no run_at, and there is no active schedule', 'without a schedule it says so');
select test.schedule();
savepoint scheduled;

-- No sending number is set.
select matches(
  pg_temp.check('0'),
  'could not be started: no phone number to send from is set',
  'without our number nothing is made, and it says so'
);
select is((select count(*) from outlier.incidents where kind = 'broadcast_failed'), 1::bigint, 'which is reported');
select matches(pg_temp.check('1 minute'), 'could not be started', 'it is tried again the next minute');
select is((select count(*) from outlier.incidents where kind = 'broadcast_failed'), 1::bigint, 'and reported once');
select test.settings();
select matches(pg_temp.check('2 minutes'), 'started: 3 people', 'and made when the cause is gone');
rollback to savepoint scheduled;
select test.settings();
savepoint ready;

select matches(
  pg_temp.check('-1 second'), 'is due at 2026-03-02 10:00:00 America/Detroit', 'a second early nothing is made'
);
select is(pg_temp.made(), 0::bigint, 'really nothing');
select matches(pg_temp.check('0'), 'started: 3 people', 'on the minute it is made');
select matches(
  pg_temp.check('0'), 'is due at 2026-03-03 10:00:00', 'a second run in the same minute finds the next one, not due'
);
select is(pg_temp.made(), 1::bigint, 'a slot is run once');
select is(
  (select run_at from outlier.broadcasts where id = test.latest()), test.monday(), 'it is stamped with its time'
);
rollback to savepoint ready;

select matches(
  pg_temp.check(late::interval), 'started: 3 people', format('a scheduler that runs %s late loses nothing', late)
)
from unnest(array['61 seconds']) as late;
rollback to savepoint ready;
select matches(
  pg_temp.check('10 minutes'), 'started: 3 people', 'a scheduler that runs 10 minutes late loses nothing'
);
rollback to savepoint ready;
select matches(pg_temp.check('15 minutes'), 'started: 3 people', 'the catch-up window includes its end');
rollback to savepoint ready;

select matches(pg_temp.check('16 minutes'), 'is due at 2026-03-03 10:00:00', 'what is 16 minutes old is not sent');
select is(pg_temp.made(), 0::bigint, 'really not');
select is(
  (select array_agg(kind) from outlier.incidents),
  array['broadcast_missed'],
  'it is reported as missed, never silently lost'
);
select matches(
  (select message from outlier.incidents),
  'was due at 2026-03-02 10:00:00 America/Detroit and was not sent',
  'the report says which slot'
);
select matches(pg_temp.check('1 day 20 seconds'), 'started: 3 people', 'the next slot works');
rollback to savepoint ready;

update outlier.settings set catch_up_window = '1 hour';
select matches(pg_temp.check('59 minutes'), 'started: 3 people', 'the catch-up window is a setting');
rollback to savepoint ready;

select matches(
  pg_temp.check('3 days 5 minutes'), 'started', 'after days without a scheduler the slot of today is made up for'
);
select is(
  (select count(*) from outlier.incidents where kind = 'broadcast_missed'), 3::bigint, 'and each missed one is reported'
);
rollback to savepoint ready;

-- A broadcast whose time was moved.
update outlier.broadcasts set run_at = test.monday('-20 days');
select matches(
  pg_temp.check('-1 hour'),
  'is due at 2026-03-02 10:00:00',
  'a broadcast whose run_at has passed does not block the weekly schedule'
);
select ok((select count(*) >= 1 from outlier.incidents where kind = 'broadcast_missed'), 'and is reported as missed');
select matches(pg_temp.check('0'), 'started', 'the schedule goes on');
rollback to savepoint ready;
update outlier.broadcasts set run_at = test.monday('5 hours');
select matches(pg_temp.check('0'), 'is due at 2026-03-02 15:00:00', 'a batch that was put off waits for its time');
select matches(pg_temp.check('5 hours'), 'started', 'and runs then');
select is(
  (select outlier.broadcast_run_at(b) from outlier.broadcasts as b where b.state = 'scheduled'),
  test.monday('1 day'),
  'the one after it keeps to the schedule'
);
rollback to savepoint ready;

-- The minimum gap of two hours between broadcasts.
update outlier.broadcasts set run_at = test.monday('-119 minutes');
select matches(pg_temp.check('-119 minutes'), 'started', 'a batch that was moved close to the next slot is made');
select matches(
  pg_temp.check('0'), 'is due at 2026-03-03 10:00:00', 'a slot within two hours of the last broadcast is skipped'
);
select is((select array_agg(kind) from outlier.incidents), array['broadcast_skipped'], 'which is reported');
select matches(pg_temp.check('1 day'), 'started', 'the next slot works');
rollback to savepoint ready;
update outlier.broadcasts set run_at = test.monday('-2 hours');
select pg_temp.check('-119 minutes -20 seconds');
select is(pg_temp.made(), 1::bigint, 'a batch that started 40 seconds into its minute');
select matches(
  pg_temp.check('1 second'), 'started', 'does not cost the slot two hours on: minutes count, not seconds'
);
rollback to savepoint ready;
update outlier.settings set broadcast_gap = '3 hours';
update outlier.broadcasts set run_at = test.monday('-150 minutes');
select pg_temp.check('-150 minutes');
select matches(pg_temp.check('0'), 'is due at 2026-03-03', 'the gap is a setting');
rollback to savepoint ready;

update outlier.authors set unsubscribed = true;
update outlier.broadcasts set run_at = test.monday('-1 hour');
select matches(pg_temp.check('-1 hour'), 'started: 0 people', 'a batch that reaches nobody');
update outlier.authors set unsubscribed = false;
select matches(pg_temp.check('0'), 'started: 3 people', 'does not cost the next slot two hours');
rollback to savepoint ready;
update outlier.broadcasts set run_at = test.monday('-1 hour');
select pg_temp.check('-1 hour');
select outlier.cancel_batch(test.latest(), test.monday('-59 minutes'));
select matches(pg_temp.check('0'), 'started: 3 people', 'nor does one that was cancelled before anybody got it');
rollback to savepoint ready;

-- A segment whose query fails.
update outlier.audience_segments
set query = 'select phone_number from authors where 1 / (select count(*) from authors where phone_number = ''' || test.number(0) || ''') = 1';
delete from outlier.authors where phone_number = test.number(0);
select matches(
  pg_temp.check('0'),
  'could not be started: segment "everybody" failed: division by zero \(SQLSTATE 22012\)',
  'a failing segment is named'
);
select is((select count(*) from outlier.queued_messages) + pg_temp.made(), 0::bigint, 'and nothing is half queued');
select test.author(test.number(0));
select matches(
  pg_temp.check('3 minutes'), 'started: 3 people', 'once it is mended the broadcast is made, within the window'
);
rollback to savepoint ready;

select pg_temp.check('0');
select is(
  (select editable from outlier.broadcasts where id = test.latest()), false, 'a broadcast that is made is locked'
);
select * from finish();
rollback;
