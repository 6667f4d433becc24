-- Checks these functions on a primary. StandbyReadsTests checks them on a standby.
-- Shows: api.read_position, api.has_replayed, api.check_standby
begin;
select plan(5);
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
select is(
  api.check_standby(p_position => '0/0') - 'hasFeedback' - 'conflictPatience',
  jsonb_build_object(
    'isStandby', false, 'server', outlier.server_identity(),
    'database', (select d.oid::bigint from pg_database as d where d.datname = current_database()),
    'hasReplayed', true, 'lagMilliseconds', null
  ),
  'a primary says that it is one, and which server and database it is'
);
select * from finish();
rollback;
