-- A server that was promoted by itself is no longer a standby, and does not have the primary's later commits.
create or replace function api.has_replayed(p_position pg_lsn)
returns boolean
language plpgsql
volatile
strict
security definer
set search_path = ''
as $$
begin
  if pg_catalog.pg_is_in_recovery() then
    return pg_catalog.pg_last_wal_replay_lsn() >= p_position;
  end if;
  return pg_catalog.pg_current_wal_insert_lsn() >= p_position;
end;
$$;
comment on function api.has_replayed(pg_lsn) is
  'Returns true if this server (a standby, or the primary itself) has every commit before a position from '
  'api.read_position().';
grant execute on function api.has_replayed(pg_lsn) to outlier_executor;
