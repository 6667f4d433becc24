-- Shows: session-time-zone, table-broadcast_settings
begin;
select plan(8);
select test.settings();
select test.broadcast();
create function pg_temp.run_at() returns timestamptz language sql as $$
  select outlier.broadcast_run_at(b) from outlier.broadcasts as b where b.state = 'scheduled';
$$;
select is(pg_temp.run_at(), null, 'without run_at and schedule a broadcast has no time');
select test.schedule();
select is(pg_temp.run_at(), test.monday(), 'the next slot of the active schedule is its time');
update outlier.broadcasts set run_at = test.monday('3 days 5 minutes');
select is(pg_temp.run_at(), test.monday('3 days 5 minutes'), 'a batch that was moved runs at its own time');
update outlier.broadcasts set run_at = null, scheduled_after = test.monday('-23 hours');
update outlier.settings set time_zone = 'Europe/Berlin', updated_at = test.monday('-12 hours');
select is(pg_temp.run_at(), timestamptz '2026-03-02 09:00+00', 'the time zone is that of the settings');
set local timezone to 'Asia/Tokyo';
select is(
  pg_temp.run_at(), timestamptz '2026-03-02 09:00+00', 'the result does not depend on the session''s time zone'
);
update outlier.broadcast_settings set active = false;
select is(pg_temp.run_at(), null, 'a schedule that is not active gives no time');
select throws_ok($$
  insert into outlier.broadcast_settings (active) values (false)
$$, '23514', null, 'a schedule has at least one day with a time');
insert into outlier.broadcast_settings (mon, active) values ('11:00', true);
select throws_ok($$
  insert into outlier.broadcast_settings (tue, active) values ('11:00', true)
$$, '23505', null, 'two active schedules cannot contradict each other');
select * from finish();
rollback;
