-- On a primary. A standby is in StandbyReadsTests.
-- Shows: api.read_position, api.has_replayed
begin;
select plan(4);
update outlier.settings set read_lag_limit = '2.5 seconds';
select is(
  api.read_position() -> 'lagMilliseconds', '2500', 'the executor learns how far a standby may be behind'
);
select is(
  (api.read_position() ->> 'position')::pg_lsn >= pg_current_wal_lsn(), true, 'and how far this server has written'
);
select is(api.has_replayed((api.read_position() ->> 'position')::pg_lsn), true, 'which a primary knows itself');
select is(
  api.has_replayed(p_position => 'FFFFFFFF/FFFFFFFF'), false,
  'a server that has written less than the primary is passed over'
);
select * from finish();
rollback;
