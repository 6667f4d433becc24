-- Runs on the standby and on the primary, so that the caller can compare both results.
create or replace function api.check_standby(p_position pg_lsn, p_now timestamptz default clock_timestamp())
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = ''
as $$
declare
  v_replayed_at timestamptz;
begin
  if pg_catalog.pg_is_in_recovery() then
    v_replayed_at := pg_catalog.pg_last_xact_replay_timestamp();
  end if;
  return (
    select pg_catalog.jsonb_build_object(
      'isStandby', pg_catalog.pg_is_in_recovery(),
      'server', outlier.server_identity(),
      'database', d.oid::bigint,
      'hasReplayed', coalesce(api.has_replayed(p_position), false),
      'lagMilliseconds', (extract(epoch from p_now - v_replayed_at) * 1000)::bigint,
      'hasFeedback', pg_catalog.current_setting('hot_standby_feedback')::boolean,
      'conflictPatience', pg_catalog.current_setting('max_standby_streaming_delay')
    )
    from pg_catalog.pg_database as d
    where d.datname = pg_catalog.current_database()
  );
end;
$$;
comment on function api.check_standby(pg_lsn, timestamptz) is
  'Returns this server''s state as a standby: {isStandby, server, database, hasReplayed, lagMilliseconds, '
  'hasFeedback, conflictPatience}. server is its system identifier, database the oid of this database. '
  'lagMilliseconds is the time since the newest commit that it has replayed. hasFeedback and conflictPatience are '
  'hot_standby_feedback and max_standby_streaming_delay.';
grant execute on function api.check_standby(pg_lsn, timestamptz) to outlier_executor;
