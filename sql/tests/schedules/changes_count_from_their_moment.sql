-- A change of the time zone, the schedule or a broadcast's own time takes effect at its moment. Slots before it are
-- neither due nor missed. A slot that was due at that moment stays due. No day gets a second broadcast.
begin;
select plan(36);
select test.settings();
select test.authors(3);
select test.share(test.broadcast(3), test.segment());
create function pg_temp.check(p_at timestamptz) returns text language sql as $$
  select outlier.check_and_trigger_broadcast(p_at);
$$;
create function pg_temp.made() returns bigint language sql as $$
  select count(*) from outlier.broadcasts where made_at is not null;
$$;
create function pg_temp.kinds() returns text[] language sql as $$
  select array_agg(kind order by id) from outlier.incidents;
$$;
create function pg_temp.run_at() returns timestamptz language sql as $$
  select outlier.broadcast_run_at(b) from outlier.broadcasts as b where b.state = 'scheduled'
$$;
create function pg_temp.zone(p_zone text, p_at timestamptz) returns void language sql as $$
  update outlier.settings set time_zone = p_zone, updated_at = p_at
$$;
savepoint bare;
select test.schedule();
savepoint ready;

-- The time zone moves to the east. 10:06 in London is 05:06 in Detroit, and yesterday's slot was used.
update outlier.broadcasts set scheduled_after = test.monday('-23 hours');
select pg_temp.zone('Europe/London', timestamptz '2026-03-02 10:06+00');
select matches(
  pg_temp.check('2026-03-02 10:06+00'),
  'is due at 2026-03-03 10:00:00 Europe/London',
  'a slot that thereby lies some minutes back is not sent'
);
select is(pg_temp.made(), 0::bigint, 'really not');
select is(pg_temp.kinds(), null, 'and is not missed either');
select matches(pg_temp.check('2026-03-03 10:00+00'), 'started', 'the next one is sent');
rollback to savepoint ready;

-- The time zone moves to the west after the day's broadcast. 11:00 in Detroit is 8:00 in Los Angeles.
select pg_temp.check(test.monday());
select is(pg_temp.made(), 1::bigint, 'the day has its broadcast');
select pg_temp.zone('America/Los_Angeles', test.monday('1 hour'));
select matches(
  pg_temp.check(test.monday('3 hours')),
  'is due at 2026-03-03 10:00:00 America/Los_Angeles',
  'the day''s slot does not come a second time, three hours later'
);
select is(pg_temp.made(), 1::bigint, 'really not');
select pg_temp.zone('Pacific/Honolulu', test.monday('90 minutes'));
select matches(
  pg_temp.check(test.monday('5 hours')),
  'is due at 2026-03-03 10:00:00 Pacific/Honolulu',
  'nor after a second move to the west'
);
rollback to savepoint ready;
select pg_temp.check(test.monday());
select pg_temp.zone('America/Los_Angeles', test.monday('1 hour'));
select pg_temp.zone('America/Detroit', test.monday('2 hours'));
select is(pg_temp.run_at(), test.monday('1 day'), 'there and back again changes nothing');
rollback to savepoint ready;
select pg_temp.zone('America/Los_Angeles', test.monday('-1 hour'));
select is(pg_temp.run_at(), test.monday('3 hours'), 'before the day''s broadcast it moves with the zone');
rollback to savepoint ready;
select pg_temp.zone('America/New_York', test.monday('-1 hour'));
select is(pg_temp.run_at(), test.monday(), 'a zone with the same clock moves nothing');
rollback to savepoint ready;

-- A slot that is due at the moment of the change.
select pg_temp.zone('Europe/London', test.monday('2 minutes'));
select matches(
  pg_temp.check(test.monday('3 minutes')), 'started', 'a slot that is due when the zone changes is not lost'
);
select is(pg_temp.run_at(), timestamptz '2026-03-03 10:00+00', 'the next one is that of the new zone');
rollback to savepoint ready;
select pg_temp.zone('Europe/London', test.monday('16 minutes'));
select matches(
  pg_temp.check(test.monday('17 minutes')),
  'is due at 2026-03-03 10:00',
  'one that is older than the catch-up window is not due any more'
);
rollback to savepoint ready;
update outlier.broadcasts set run_at = test.monday('5 hours');
select pg_temp.zone('Europe/London', test.monday('1 minute'));
select is(pg_temp.run_at(), test.monday('5 hours'), 'a broadcast with a time of its own keeps it');
rollback to savepoint ready;
update outlier.settings set time_zone = 'america/detroit', updated_at = test.monday('2 minutes');
select results_eq(
  'select s.time_zone, w.effective_from from outlier.settings as s cross join outlier.broadcast_settings as w',
  $$values ('America/Detroit', test.monday('-1 year'))$$,
  'the same zone in other letters is no change'
);
select throws_ok($$
  update outlier.settings set time_zone = 'Europe/Berlinn5'
$$, '22023', null, 'a misspelt zone is refused, though PostgreSQL makes one of it');
select throws_ok($$
  update outlier.settings set time_zone = 'EDT'
$$, '22023', 'settings.time_zone cannot be "EDT": no time zone has this name', 'so is an abbreviation');
select throws_ok($$update outlier.settings set time_zone = 'UTC+5'$$, '22023', null, 'and an offset');

-- The weekly schedule.
update outlier.broadcast_settings set tue = '11:00', effective_from = test.monday('2 minutes');
select matches(
  pg_temp.check(test.monday('3 minutes')), 'started', 'another day''s time does not take away the slot that is due'
);
select is(pg_temp.run_at(), test.monday('25 hours'), 'and counts for its day');
rollback to savepoint ready;
select api.change_broadcast_settings('{"schedule": {"tue": "11:00"}}', test.monday('2 minutes'));
select matches(pg_temp.check(test.monday('3 minutes')), 'started', 'nor through the HTTP API');
rollback to savepoint ready;
update outlier.broadcast_settings set mon = '09:50', effective_from = test.monday('-5 minutes');
select matches(
  pg_temp.check(test.monday('-4 minutes')),
  'is due at 2026-03-03 10:00:00',
  'a time that is moved to some minutes back is not sent'
);
select is(pg_temp.kinds(), null, 'nor reported as missed');
rollback to savepoint ready;
select api.change_broadcast_settings('{"schedule": {"mon": "10:00"}}', test.monday('2 minutes'));
select is(
  (select run_at from outlier.broadcasts where state = 'scheduled'), null, 'a save that changes nothing pins nothing'
);
rollback to savepoint ready;
update outlier.broadcast_settings set active = false, effective_from = test.monday('2 minutes');
insert into outlier.broadcast_settings (fri, effective_from) values ('10:00', test.monday('2 minutes'));
select matches(
  pg_temp.check(test.monday('3 minutes')), 'started', 'a schedule that takes another one''s place leaves what is due'
);
select is(pg_temp.run_at(), test.monday('4 days'), 'and decides from then on');
rollback to savepoint ready;
select throws_ok($$
  update outlier.broadcast_settings set mon = '10:00:30'
$$, '23514', null, 'a slot begins with a minute');
select throws_ok($$
  update outlier.broadcast_settings set wed = '24:00'
$$, '23514', null, 'and a day ends before midnight');

-- A broadcast's own time.
update outlier.broadcasts set run_at = test.monday('3 days 5 hours');
select api.change_broadcast(jsonb_build_object('id', test.upcoming(), 'runAt', null), test.monday('3 days 5 minutes'));
select matches(
  pg_temp.check(test.monday('3 days 6 minutes')),
  'is due at 2026-03-06 10:00:00',
  'one that goes back to the schedule does not go out at once'
);
select is(pg_temp.kinds(), null, 'and nothing that lay before is reported as missed');
rollback to savepoint ready;
update outlier.broadcasts set run_at = test.monday('2 hours');
select throws_ok(
  $$
    select api.change_broadcast(
      jsonb_build_object('id', test.upcoming(), 'runAt', null), test.monday('2 hours 1 minute')
    )
  $$,
  'OT010',
  null,
  'one whose own time has come stays due: its time cannot be taken away'
);
select matches(pg_temp.check(test.monday('2 hours 2 minutes')), 'started', 'and it is made');
rollback to savepoint ready;
update outlier.broadcasts set run_at = test.monday('-3 days');
select pg_temp.check(test.monday('-1 hour'));
select is(
  pg_temp.kinds(),
  array['broadcast_missed'],
  'a time of its own that was missed is reported once, and no slot that was used before'
);
rollback to savepoint ready;

-- A time with seconds.
update outlier.broadcasts set run_at = test.monday('30 seconds');
update outlier.settings set broadcast_gap = '0';
select matches(pg_temp.check(test.monday('5 seconds')), 'started', 'a time with seconds is due with its minute');
select matches(pg_temp.check(test.monday('65 seconds')), 'is due at 2026-03-03 10:00:00', 'and is not found due again');
select * from finish();
rollback;
