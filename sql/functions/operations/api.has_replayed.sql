create or replace function api.has_replayed(p_position pg_lsn)
returns boolean
language plpgsql
volatile
strict
security definer
set search_path = ''
as $$
begin
  return not pg_catalog.pg_is_in_recovery() or pg_catalog.pg_last_wal_replay_lsn() >= p_position;
end;
$$;
comment on function api.has_replayed(pg_lsn) is
  'On a standby: whether it knows every commit before a position of api.read_position(). On a primary: true.';
grant execute on function api.has_replayed(pg_lsn) to outlier_executor;
