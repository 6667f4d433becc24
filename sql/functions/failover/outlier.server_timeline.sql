-- Nothing that decides reads the server itself, so that tests put another function here. The name of a WAL file begins
-- with the timeline, and shows a new one from the promotion on. Services that hide the WAL tell nothing.
create or replace function outlier.server_timeline()
returns text
language plpgsql
volatile
set search_path = ''
as $$
begin
  return coalesce(outlier.server_identity(), '') || ':'
    || pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8);
exception
  when others then
    return null;
end;
$$;
comment on function outlier.server_timeline() is
  'The server and the timeline that this database is on now; null where the server does not tell it.';
