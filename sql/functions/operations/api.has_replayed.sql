-- A server that was promoted alone is no standby any more, and knows nothing that the primary has written since.
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
  'Whether this server, a standby or the primary itself, knows every commit before a position of api.read_position().';
grant execute on function api.has_replayed(pg_lsn) to outlier_executor;
