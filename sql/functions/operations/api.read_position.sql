-- This is the insert position, because with synchronous_commit off, a commit returns before it is written.
create or replace function api.read_position()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select pg_catalog.jsonb_build_object(
      'position', pg_catalog.pg_current_wal_insert_lsn(),
      'lagMilliseconds', (extract(epoch from s.read_lag_limit) * 1000)::bigint
    )
    from outlier.settings as s
  );
end;
$$;
comment on function api.read_position() is
  'Returns {position, lagMilliseconds} of the primary. A standby that has replayed position has every commit until '
  'now. lagMilliseconds is settings.read_lag_limit.';
grant execute on function api.read_position() to outlier_executor;
